#include "service/library/shelf.hpp"

#include <algorithm>

#include "base/codec.hpp"
#include "crypto/hash.hpp"
#include "service/delivery/download_right.hpp"
#include "service/library/gather.hpp"
#include "service/sale/order_link.hpp"

namespace aan::service {
namespace {

std::unexpected<Error> no_such_download() {
  return refuse(Errc::not_found, "shelf", "There is no such download.", "no_such_download");
}

struct Found {
  catalog::WorkId work;
  std::vector<ShelfFile> files;
};

// The files of one order, sorted to the books that are known already.
Result<> take_order(const ports::Snapshot& at, const sales::Order& order, std::vector<Found>& all) {
  for (const sales::DownloadGrant& grant : AAN_TRY(at.sales().grants(order.id))) {
    catalog::EditionFile file = AAN_TRY(version_to_send(at.catalog(), grant, 0));
    const auto edition = AAN_TRY(at.catalog().find_edition(file.edition_id));
    if (!edition) continue;
    auto one = std::ranges::find(all, edition->work_id, &Found::work);
    if (one == all.end()) one = all.insert(all.end(), Found{edition->work_id, {}});
    // Bought twice it is fetched by the later order.
    const bool is_known = std::ranges::any_of(
        one->files, [&](const ShelfFile& other) { return other.file.id == file.id; });
    if (!is_known) one->files.push_back({grant.id, std::move(file)});
  }
  return {};
}

// The same key for the same download, so that a program which asks again is given the same. Another
// link of the order makes another request of it, and so another key.
std::string key_for(std::string_view what, const ShelfFileFacts& facts, const sales::GrantId& grant,
                    std::int64_t round) {
  return hex(crypto::sha256(std::string(what) + "|" + facts.order_token + "|" + grant.value + "|" +
                            facts.file.id.value + "|" + std::to_string(round)))
      .substr(0, 40);
}

}  // namespace

Result<Shelf> view_shelf(const Room& room, const customer::CustomerId& library,
                         std::string_view behind) {
  Shelf shelf;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    std::vector<Found> all;
    for (const sales::OrderId& id : AAN_TRY(at.libraries().orders_in(library, kLibraryOrdersMax))) {
      const auto order = AAN_TRY(at.sales().find_order(id));
      if (!order || sales::refusal_of(order->state) || AAN_TRY(at.gifts().gift_of(id))) continue;
      AAN_TRY(take_order(at, *order, all));
    }
    shelf.total = std::ssize(all);
    auto one = std::ranges::find_if(
        all, [&](const Found& it) { return !behind.empty() && it.work.value == behind; });
    one = one == all.end() ? all.begin() : one + 1;
    for (; one != all.end() && std::ssize(shelf.books) < kShelfPage; ++one)
      if (auto book = AAN_TRY(at.catalog().find_work(one->work)))
        shelf.books.push_back({std::move(*book), std::move(one->files)});
    if (one != all.end() && !shelf.books.empty())
      shelf.next = shelf.books.back().book.work.id.value;
    return {};
  }));
  return shelf;
}

Result<ShelfFileFacts> look_at_shelf_file(const Room& room, const Stamps& stamps,
                                          const customer::CustomerId& library,
                                          const sales::GrantId& id) {
  ShelfFileFacts facts;
  std::optional<sales::Order> order;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    const auto grant = AAN_TRY(at.sales().find_grant(id));
    if (!grant) return no_such_download();
    const auto orders = AAN_TRY(at.libraries().orders_in(library, kLibraryOrdersMax));
    if (std::ranges::find(orders, grant->order_id) == orders.end()) return no_such_download();
    order = AAN_TRY(at.sales().find_order(grant->order_id));
    if (!order) return no_such_download();
    facts.order_token = AAN_TRY(order_token(room.keys.ring(), *order));
    const DownloadRight right = AAN_TRY(find_right(at, facts.order_token, id));
    facts.file = AAN_TRY(version_to_send(at.catalog(), right.grant, 0));
    facts.is_stamped = AAN_TRY(is_stamped_for(at, facts.file, order->created_at));
    return {};
  }));
  facts.size = AAN_TRY(stamps.size_of(*order, facts.file));
  return facts;
}

Result<Delivery> open_shelf_file(const Room& room, Deliver& deliver, const ShelfFileFacts& facts,
                                 const sales::GrantId& grant, std::int64_t skip) {
  // A new day begins another row of keys: what was made yesterday has expired.
  const std::int64_t day = room.clock.wall().us / sales::kDownloadTokenFor.us;
  const std::string today = "shelf|" + std::to_string(day);
  bool is_renewed = false;
  for (std::int64_t round = skip; round < kShelfDownloadsADay;) {
    const auto token = deliver.start(facts.order_token, grant, key_for(today, facts, grant, round));
    if (token) return deliver.open(*token);
    const std::string& why = token.error().reason;
    if (why == "address_spent" || why == "address_expired") {
      ++round;
    } else if ((why == "exhausted" || why == "expired") && !is_renewed) {
      AAN_TRY(
          deliver.renew(facts.order_token, grant, key_for(today + "|renew", facts, grant, round)));
      is_renewed = true;
    } else {
      return std::unexpected(token.error());
    }
  }
  return refuse(Errc::limited, "shelf",
                "This book was downloaded very often today. Try again tomorrow.", "address_spent");
}

}  // namespace aan::service
