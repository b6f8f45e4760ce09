#include "service/deliver.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "crypto/token.hpp"
#include "service/file_versions.hpp"
#include "service/keep_files.hpp"

namespace aan::service {
namespace {

struct Found {
  sales::Order order;
  sales::DownloadGrant grant;
};

std::unexpected<Error> refused(sales::DownloadRefusal why) {
  const std::string reason{name_of(why)};
  switch (why) {
    case sales::DownloadRefusal::unpaid:
      return refuse(Errc::forbidden, "download", "This order is not paid yet.", reason);
    case sales::DownloadRefusal::expired:
      return refuse(Errc::gone, "download",
                    "The time for this download is over. Renew it on the order page.", reason);
    case sales::DownloadRefusal::exhausted:
      return refuse(Errc::limited, "download",
                    "Every download of this file was used. Renew it on the order page.", reason);
    case sales::DownloadRefusal::given:
      return refuse(Errc::forbidden, "download",
                    "This order is a gift: whoever claims it downloads it.", reason);
    case sales::DownloadRefusal::file_damaged:
      return refuse(Errc::unavailable, "download",
                    "The shop's copy of this file is damaged and is being restored. Your download "
                    "is kept; please try again later.",
                    reason);
    case sales::DownloadRefusal::withdrawn: break;
  }
  return refuse(Errc::gone, "download", "This order was paid back or disputed.", reason);
}

// One address, not the download: whoever still has uses gets the next address by the same button.
std::unexpected<Error> address_spent() {
  return refuse(Errc::limited, "download",
                "This address has been used as often as it may be. Open your order page and press "
                "Download.",
                "address_spent");
}

std::unexpected<Error> busy() {
  return std::unexpected(Error{Errc::limited, "download", "transfers in flight",
                               "This download is running several times already. Let one finish.", 1,
                               "busy"});
}

// The order that a link downloads from: the buyer's own, or the gift that somebody took. Whoever
// gave an order away gets nothing of it, whatever is asked.
template <class Look>
Result<std::optional<sales::Order>> order_behind(Look& at, const std::string& token) {
  const std::string digest = crypto::token_digest(token);
  if (auto order = AAN_TRY(at.sales().find_order_by_token(digest))) {
    const bool is_good = !sales::refusal_of(order->state);
    if (is_good && AAN_TRY(at.gifts().gift_of(order->id)))
      return refused(sales::DownloadRefusal::given);
    return order;
  }
  const auto gift = AAN_TRY(at.gifts().find_gift_by_token(digest));
  if (!gift || gift->own_digest != digest) return std::nullopt;
  return at.sales().find_order(gift->order_id);
}

// The order behind this link is judged before the grant that is named: an unpaid order says so
// whatever is asked of it, and a grant of another order looks like none.
template <class Look>
Result<Found> find(Look& at, const std::string& order_token, const sales::GrantId& id) {
  auto order = AAN_TRY(order_behind(at, order_token));
  if (order) {
    if (const auto why = sales::refusal_of(order->state)) return refused(*why);
    auto grant = AAN_TRY(at.sales().find_grant(id));
    if (grant && grant->order_id == order->id) return Found{std::move(*order), std::move(*grant)};
  }
  return refuse(Errc::not_found, "download", "There is no such download.", "no_such_download");
}

// The one that was bought and every later one are a buyer's.
Result<catalog::EditionFile> version_of(const ports::CatalogStore& catalog,
                                        const sales::DownloadGrant& grant, std::int64_t number) {
  const auto versions = AAN_TRY(file_versions_of(catalog, grant));
  if (number == 0) return versions.back().file;
  for (const catalog::FileVersion& one : versions)
    if (one.number == number) return one.file;
  return refuse(Errc::not_found, "download", "There is no such version of this file.",
                "no_such_version");
}

// A button that is pressed again gives its address again, as long as that is good for a whole file.
Result<> check_unspent(const ports::SaleStore& sales, const std::string& token, std::uint64_t size,
                       Timestamp now) {
  const auto download = AAN_TRY(sales.find_download(crypto::token_digest(token)));
  if (download && download->bytes_left >= size && now < download->expires_at) return {};
  return address_spent();
}

// Takes what went out from the allowance of a download; once a whole file has gone out, the
// order's time line says so. Says whether so much was left.
Result<bool> count_bytes(ports::UnitOfWork& unit, const std::string& token_digest,
                         std::uint64_t sent, Timestamp now) {
  const auto before = AAN_TRY(unit.sales().find_download(token_digest));
  if (!AAN_TRY(unit.sales().take_bytes(token_digest, sent))) return false;
  const auto file = before ? AAN_TRY(unit.catalog().find_file(before->file_id)) : std::nullopt;
  if (!file) return true;
  // All but one file's worth of the allowance is left when exactly one file has gone out.
  const std::uint64_t rest = file->size * (sales::kDownloadBytesFactor - 1);
  if (before->bytes_left > rest && before->bytes_left - sent <= rest)
    AAN_TRY(unit.sales().add_order_event(before->order_id,
                                         {"downloaded", before->grant_id.value, now}));
  return true;
}

}  // namespace

Result<std::string> Deliver::start(const std::string& order_token, const sales::GrantId& grant_id,
                                   const std::string& idempotency_key, std::int64_t version) {
  const std::string which = version == 0 ? "" : "|version " + std::to_string(version);
  const IdempotentRequest once = AAN_TRY(IdempotentRequest::create(
      "download", idempotency_key, order_token + "|" + grant_id.value + which));
  const Timestamp now = room_.clock.wall();
  std::optional<catalog::EditionFile> file;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    // A key that was used for something else is refused for that, whatever else is wrong.
    AAN_TRY(find_answer(room_, at.sales(), once));
    const Found found = AAN_TRY(find(at, order_token, grant_id));
    file = AAN_TRY(version_of(at.catalog(), found.grant, version));
    return {};
  }));
  // A file that is damaged or away must not cost a use.
  AAN_TRY(open_file(room_, *file));
  const std::string fresh = crypto::new_token(room_.rng);
  std::string token;
  AAN_TRY(room_.store.write("download", [&](ports::UnitOfWork& unit) -> Result<> {
    if (auto answer = AAN_TRY(find_answer(room_, unit.sales(), once))) {
      token = *answer;
      return check_unspent(unit.sales(), token, file->size, now);
    }
    const Found found = AAN_TRY(find(unit, order_token, grant_id));
    if (auto why = sales::refusal_of(found.order.state, found.grant, now)) return refused(*why);
    if (!AAN_TRY(unit.sales().take_use(grant_id, now)))
      return refused(sales::DownloadRefusal::exhausted);
    sales::DownloadToken download;
    download.token_digest = crypto::token_digest(fresh);
    download.grant_id = grant_id;
    download.order_id = found.order.id;
    download.file_id = file->id;
    download.bytes_left = file->size * sales::kDownloadBytesFactor;
    download.expires_at = now + sales::kDownloadTokenFor;
    AAN_TRY(unit.sales().add_download(download));
    AAN_TRY(unit.sales().add_order_event(found.order.id, {"download", grant_id.value, now}));
    token = fresh;
    return keep_answer(room_, unit.sales(), once, fresh, now);
  }));
  return token;
}

Result<> Deliver::renew(const std::string& order_token, const sales::GrantId& grant_id,
                        const std::string& idempotency_key) {
  const IdempotentRequest once = AAN_TRY(
      IdempotentRequest::create("renew", idempotency_key, order_token + "|" + grant_id.value));
  const Timestamp now = room_.clock.wall();
  return room_.store.write("renew", [&](ports::UnitOfWork& unit) -> Result<> {
    if (AAN_TRY(find_answer(room_, unit.sales(), once))) return {};
    const Found found = AAN_TRY(find(unit, order_token, grant_id));
    AAN_TRY(sales::may_renew(found.order.state, found.grant, now));
    if (!AAN_TRY(
            unit.sales().renew_grant(grant_id, sales::kGrantUses, now + sales::kGrantFor, now)))
      return refuse(Errc::limited, "grant.renew",
                    "This download was renewed as often as the shop allows. Ask the shop.",
                    "renewals_exhausted");
    AAN_TRY(unit.sales().add_order_event(found.order.id, {"renewed", grant_id.value, now}));
    return keep_answer(room_, unit.sales(), once, "renewed", now);
  });
}

Result<Delivery> Deliver::open(const std::string& token) {
  const std::string digest = crypto::token_digest(token);
  const Timestamp now = room_.clock.wall();
  std::optional<catalog::EditionFile> file;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    const auto download = AAN_TRY(at.sales().find_download(digest));
    if (!download)
      return refuse(Errc::not_found, "download", "There is no such download.", "no_such_download");
    if (now >= download->expires_at) return refused(sales::DownloadRefusal::expired);
    const auto order = AAN_TRY(at.sales().find_order(download->order_id));
    if (!order) return refused(sales::DownloadRefusal::withdrawn);
    if (const auto why = sales::refusal_of(order->state)) return refused(*why);
    file = AAN_TRY(at.catalog().find_file(download->file_id));
    return {};
  }));
  if (!file) return fail(Errc::internal, "download", "download without file");
  auto blob = open_file(room_, *file);
  if (!blob) {
    // The use that led here comes back, unless a whole file went out for it already.
    if (blob.error().reason == "file_damaged") {
      const auto given =
          room_.store.write("download.give_back", [&](ports::UnitOfWork& unit) -> Result<> {
            AAN_TRY(
                unit.sales().give_back_use(digest, file->size * (sales::kDownloadBytesFactor - 1)));
            return {};
          });
      if (!given) log::warn("download.not_given_back", {{"why", given.error().to_string()}});
    }
    return std::unexpected(std::move(blob).error());
  }
  return Delivery{std::move(*file), std::move(blob->file), digest};
}

Result<> Deliver::reserve(const std::string& token_digest, std::uint64_t bytes) {
  // Announced first, read after, and nobody waits for the store under the lock. A transfer that
  // ends meanwhile is in this sum still, or was written off before the allowance is read; of two
  // that begin at once the later one's sum has both. So the sum is never too small for what is
  // read.
  std::uint64_t wanted = 0;
  {
    const std::scoped_lock lock(in_flight_mutex_);
    InFlight& now = in_flight_[token_digest];
    if (now.transfers >= kTransfersMax) return busy();
    now.transfers += 1;
    now.reserved += bytes;
    wanted = now.reserved;
  }
  std::uint64_t left = 0;
  Result<> allowed = room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    const auto download = AAN_TRY(at.sales().find_download(token_digest));
    left = download ? download->bytes_left : 0;
    return {};
  });
  if (allowed && (bytes > left || left == 0)) allowed = address_spent();
  if (allowed && wanted > left) allowed = busy();
  if (!allowed) {
    end_transfer(token_digest);
    give_back(token_digest, bytes);
  }
  return allowed;
}

void Deliver::end_transfer(const std::string& token_digest) {
  const std::scoped_lock lock(in_flight_mutex_);
  in_flight_[token_digest].transfers -= 1;
}

void Deliver::give_back(const std::string& token_digest, std::uint64_t reserved) {
  const std::scoped_lock lock(in_flight_mutex_);
  InFlight& now = in_flight_[token_digest];
  now.reserved -= std::min(now.reserved, reserved);
  if (now.transfers <= 0 && now.reserved == 0) in_flight_.erase(token_digest);
}

void Deliver::finish(const std::string& token_digest, std::uint64_t reserved, std::uint64_t sent) {
  end_transfer(token_digest);
  if (sent > 0) {
    bool taken = false;
    const Timestamp now = room_.clock.wall();
    auto done = room_.store.write("download.bytes", [&](ports::UnitOfWork& unit) -> Result<> {
      taken = AAN_TRY(count_bytes(unit, token_digest, sent, now));
      return {};
    });
    if (!done || !taken)
      log::warn("download.bytes_not_counted",
                {{"why", done ? std::string("more than was left") : done.error().to_string()}});
  }
  give_back(token_digest, reserved);
}

}  // namespace aan::service
