#pragma once
#include <optional>
#include <string>

#include "crypto/token.hpp"
#include "service/room.hpp"

namespace aan::service {

/// A grant behind the link that it was asked for with, and its order.
struct DownloadRight {
  sales::Order order;
  sales::DownloadGrant grant;
};

/// What a buyer is told of a refusal.
std::unexpected<Error> download_refused(sales::DownloadRefusal why);
/// The same of a grant: one that nobody can renew any more says so.
std::unexpected<Error> download_refused(sales::DownloadRefusal why,
                                        const sales::DownloadGrant& grant);

/// The version of a grant's file that is meant: the one that was bought and every later one are a
/// buyer's; 0: the newest. Errors: not_found "no_such_version".
Result<catalog::EditionFile> version_to_send(const ports::CatalogStore& catalog,
                                             const sales::DownloadGrant& grant,
                                             std::int64_t number);

/// A file on its way, as the detail of an order's event says it: the grant, a blank and the digest
/// of the shop's own file, of which a stamped copy is made. Without the file: the grant alone.
std::string what_goes_out(const sales::GrantId& grant,
                          const std::optional<catalog::EditionFile>& file);

/// The order that a link downloads from: the buyer's own, or the gift that somebody took. Whoever
/// gave an order away gets nothing of it, whatever is asked. `Look`: a snapshot or a unit of work.
template <class Look>
Result<std::optional<sales::Order>> order_behind(Look& at, const std::string& token) {
  const std::string digest = crypto::token_digest(token);
  if (auto order = AAN_TRY(at.sales().find_order_by_token(digest))) {
    const bool is_good = !sales::refusal_of(order->state);
    if (is_good && AAN_TRY(at.gifts().gift_of(order->id)))
      return download_refused(sales::DownloadRefusal::given);
    return order;
  }
  const auto gift = AAN_TRY(at.gifts().find_gift_by_token(digest));
  if (!gift || gift->own_digest != digest) return std::nullopt;
  return at.sales().find_order(gift->order_id);
}

/// The order behind this link is judged before the grant that is named: an unpaid order says so
/// whatever is asked of it, and a grant of another order looks like none.
template <class Look>
Result<DownloadRight> find_right(Look& at, const std::string& order_token,
                                 const sales::GrantId& id) {
  auto order = AAN_TRY(order_behind(at, order_token));
  if (order) {
    if (const auto why = sales::refusal_of(order->state)) return download_refused(*why);
    auto grant = AAN_TRY(at.sales().find_grant(id));
    if (grant && grant->order_id == order->id)
      return DownloadRight{std::move(*order), std::move(*grant)};
  }
  return refuse(Errc::not_found, "download", "There is no such download.", "no_such_download");
}

}  // namespace aan::service
