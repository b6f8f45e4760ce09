#include "service/delivery/deliver.hpp"

#include <algorithm>
#include <chrono>

#include "base/codec.hpp"
#include "base/log.hpp"
#include "crypto/hash.hpp"
#include "crypto/token.hpp"
#include "service/delivery/download_right.hpp"
#include "service/delivery/keep_files.hpp"

namespace aan::service {
namespace {

constexpr std::chrono::seconds kWriteWithin{5};  // a store that takes longer hangs

// One address, not the download: whoever still has uses gets the next address by the same button.
std::unexpected<Error> address_spent() {
  return refuse(Errc::limited, "download",
                "This address has ended: it was used as often as it may be, or its file had to be "
                "replaced. Open your order page and press Download.",
                "address_spent");
}

std::unexpected<Error> address_expired() {
  return refuse(Errc::gone, "download",
                "This address has had its time. Open your order page and press Download.",
                "address_expired");
}

std::unexpected<Error> busy() {
  return std::unexpected(Error{Errc::limited, "download", "transfers in flight",
                               "This download is running several times already. Let one finish.", 1,
                               "busy"});
}

// A button that is pressed again gives its address again, as long as that is good for a whole file.
Result<> check_good(const ports::SaleStore& sales, const std::string& token, std::uint64_t size,
                    Timestamp now) {
  const auto download = AAN_TRY(sales.find_download(crypto::token_digest(token)));
  // An address is forgotten only some time after its own.
  if (!download || now >= download->expires_at) return address_expired();
  if (download->bytes_left < size) return address_spent();
  return {};
}

// Takes what went out from the allowance of a download; once a whole file has gone out, the
// order's time line says so. Says whether so much was left.
Result<bool> count_bytes(ports::UnitOfWork& unit, const std::string& token_digest,
                         std::uint64_t whole, std::uint64_t sent, Timestamp now) {
  const auto before = AAN_TRY(unit.sales().find_download(token_digest));
  if (!AAN_TRY(unit.sales().take_bytes(token_digest, sent))) return false;
  if (!before || whole == 0) return true;
  // All but one file's worth of the allowance is left when exactly one file has gone out.
  const std::uint64_t rest = whole * (sales::kDownloadBytesFactor - 1);
  if (before->bytes_left > rest && before->bytes_left - sent <= rest)
    AAN_TRY(unit.sales().add_order_event(
        before->order_id,
        {"downloaded",
         what_goes_out(before->grant_id, AAN_TRY(unit.catalog().find_file(before->file_id))),
         now}));
  return true;
}

}  // namespace

Result<std::string> Deliver::start(const std::string& order_token, const sales::GrantId& grant_id,
                                   const std::string& idempotency_key, std::int64_t version) {
  const std::string which = version == 0 ? "" : "|version " + std::to_string(version);
  const IdempotentRequest once = AAN_TRY(IdempotentRequest::create(
      "download", idempotency_key, order_token + "|" + grant_id.value + which));
  const Timestamp now = room_.clock.wall();
  std::optional<std::string> answer;
  std::optional<catalog::EditionFile> file;
  std::optional<sales::Order> order;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    // A key that was used for something else is refused for that, whatever else is wrong.
    answer = AAN_TRY(find_answer(room_, at.sales(), once));
    DownloadRight found = AAN_TRY(find_right(at, order_token, grant_id));
    file = AAN_TRY(version_to_send(at.catalog(), found.grant, version));
    order = std::move(found.order);
    return {};
  }));
  if (answer) {
    // Of the file that its address is of, whatever version is the newest by now.
    const std::uint64_t whole = AAN_TRY(whole_of(crypto::token_digest(*answer)));
    AAN_TRY(room_.store.read(
        [&](const ports::Snapshot& at) { return check_good(at.sales(), *answer, whole, now); }));
    return *answer;
  }
  // A file that is damaged or away must not cost a use.
  AAN_TRY(open_file(room_, *file));
  const auto copy = AAN_TRY(copy_of(*order, *file));
  const std::uint64_t whole = copy ? copy->size : file->size;
  const std::string fresh = crypto::new_token(room_.rng);
  std::string token;
  AAN_TRY(room_.store.write("download", [&](ports::UnitOfWork& unit) -> Result<> {
    if (const auto meanwhile = AAN_TRY(find_answer(room_, unit.sales(), once))) {
      token = *meanwhile;
      return check_good(unit.sales(), token, whole, now);
    }
    const DownloadRight found = AAN_TRY(find_right(unit, order_token, grant_id));
    if (auto why = sales::refusal_of(found.order.state, found.grant, now))
      return download_refused(*why, found.grant);
    if (!AAN_TRY(unit.sales().take_use(grant_id, now)))
      return download_refused(sales::DownloadRefusal::exhausted, found.grant);
    sales::DownloadToken download;
    download.token_digest = crypto::token_digest(fresh);
    download.grant_id = grant_id;
    download.order_id = found.order.id;
    download.file_id = file->id;
    download.bytes_left = whole * sales::kDownloadBytesFactor;
    download.expires_at = now + sales::kDownloadTokenFor;
    AAN_TRY(unit.sales().add_download(download));
    AAN_TRY(unit.sales().add_order_event(found.order.id,
                                         {"download", what_goes_out(grant_id, file), now}));
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
    const DownloadRight found = AAN_TRY(find_right(unit, order_token, grant_id));
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
  std::optional<sales::Order> order;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    const auto download = AAN_TRY(at.sales().find_download(digest));
    if (!download)
      return refuse(Errc::not_found, "download", "There is no such download.", "no_such_download");
    if (now >= download->expires_at) return address_expired();
    order = AAN_TRY(at.sales().find_order(download->order_id));
    if (!order) return download_refused(sales::DownloadRefusal::withdrawn);
    if (const auto why = sales::refusal_of(order->state)) return download_refused(*why);
    file = AAN_TRY(at.catalog().find_file(download->file_id));
    return {};
  }));
  if (!file) return fail(Errc::internal, "download", "download without file");
  auto blob = open_file(room_, *file);
  if (!blob) {
    // The use that led here comes back, unless a whole file went out for it already.
    if (blob.error().reason == "file_damaged") {
      const std::uint64_t whole =
          stamps_ == nullptr ? file->size : stamps_->size_of(*order, *file).value_or(file->size);
      const auto given =
          room_.store.write("download.give_back", [&](ports::UnitOfWork& unit) -> Result<> {
            AAN_TRY(unit.sales().give_back_use(digest, whole * (sales::kDownloadBytesFactor - 1)));
            return {};
          });
      if (!given) log::warn("download.not_given_back", {{"why", given.error().to_string()}});
    }
    return std::unexpected(std::move(blob).error());
  }
  auto copy = AAN_TRY(copy_of(*order, *file));
  // What is made for the copy tells it from the file, and from every other copy.
  const std::string bytes =
      copy ? crypto::sha256(file->sha256 + copy->pieces.back().bytes) : file->sha256;
  return Delivery{std::move(*file), std::move(blob->file), digest, std::move(copy), hex(bytes)};
}

Result<std::optional<catalog::StampedCopy>> Deliver::copy_of(const sales::Order& order,
                                                             const catalog::EditionFile& file) {
  if (stamps_ == nullptr) return std::nullopt;
  return stamps_->copy_of(order, file);
}

Result<std::uint64_t> Deliver::whole_of(const std::string& token_digest) const {
  std::optional<catalog::EditionFile> file;
  std::optional<sales::Order> order;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    const auto download = AAN_TRY(at.sales().find_download(token_digest));
    if (!download) return {};
    file = AAN_TRY(at.catalog().find_file(download->file_id));
    order = AAN_TRY(at.sales().find_order(download->order_id));
    return {};
  }));
  if (!file || !order) return 0;
  return stamps_ == nullptr ? file->size : AAN_TRY(stamps_->size_of(*order, *file));
}

// Why an address never carries more than its allowance, and nobody is refused for another's sake.
// Call L what the store has left and U what is reserved and not written yet; U <= L must stay true,
// so that whatever goes out can be taken. Sending moves nothing, and a write takes no more from L
// than from U. Only a reservation adds to U, and it is made in the critical section of its check.
// The look at L is older than that: a write since then belongs to a transfer that is in `reserved`
// still (then the sum has it), or `counted` has moved (then the look is repeated). So the sum is
// never too small for the look. It may be too large while a transfer is written, which may be in
// both: then that is waited for. "busy" is said only when nothing was being written from before the
// look on (or the store hangs), so it is exact. What is refused was never added to anything.
Result<> Deliver::may_send(std::unique_lock<std::mutex>& lock, const InFlight& now,
                           const std::string& token_digest, std::uint64_t bytes) {
  for (;;) {
    if (now.transfers >= kTransfersMax) return busy();
    const std::uint64_t counted = now.counted;
    lock.unlock();  // nobody waits for the store under it
    std::uint64_t left = 0;
    Result<> look = room_.store.read([&](const ports::Snapshot& at) -> Result<> {
      const auto download = AAN_TRY(at.sales().find_download(token_digest));
      left = download ? download->bytes_left : 0;
      return {};
    });
    lock.lock();
    AAN_TRY(std::move(look));
    if (left == 0 || bytes > left) return address_spent();  // what is left never grows
    if (now.counted != counted) continue;
    if (now.transfers >= kTransfersMax) return busy();
    if (now.reserved <= left - bytes) return {};
    // Where nothing runs, what is reserved went out and could not be written: it stays so.
    if (now.ending == 0) return now.transfers > 0 ? busy() : address_spent();
    if (!counted_.wait_for(lock, kWriteWithin, [&] { return now.counted != counted; }))
      return busy();
  }
}

Result<> Deliver::reserve(const std::string& token_digest, std::uint64_t bytes) {
  return ask(token_digest, bytes, true);
}

Result<> Deliver::look(const std::string& token_digest, std::uint64_t bytes) {
  return ask(token_digest, bytes, false);
}

Result<> Deliver::ask(const std::string& token_digest, std::uint64_t bytes, bool takes) {
  std::unique_lock lock(in_flight_mutex_);
  InFlight& now = in_flight_[token_digest];
  now.askers += 1;
  Result<> allowed = may_send(lock, now, token_digest, bytes);
  now.askers -= 1;
  if (allowed && takes) {
    now.transfers += 1;
    now.reserved += bytes;
  }
  forget_if_idle(token_digest);
  return allowed;
}

void Deliver::forget_if_idle(const std::string& token_digest) {
  const auto found = in_flight_.find(token_digest);
  if (found == in_flight_.end()) return;
  const InFlight& now = found->second;
  if (now.askers == 0 && now.transfers == 0 && now.ending == 0 && now.reserved == 0)
    in_flight_.erase(found);
}

bool Deliver::count_sent(const std::string& token_digest, std::uint64_t sent) {
  if (sent == 0) return true;
  bool taken = false;
  const Timestamp now = room_.clock.wall();
  const std::uint64_t whole = whole_of(token_digest).value_or(0);
  const auto done = room_.store.write("download.bytes", [&](ports::UnitOfWork& unit) -> Result<> {
    taken = AAN_TRY(count_bytes(unit, token_digest, whole, sent, now));
    return {};
  });
  if (!done || !taken)
    log::warn("download.bytes_not_counted",
              {{"why", done ? std::string("more than was left") : done.error().to_string()}});
  return done.has_value();
}

void Deliver::finish(const std::string& token_digest, std::uint64_t reserved, std::uint64_t sent) {
  const std::uint64_t went_out = std::min(sent, reserved);
  {
    // What was not sent is free at once; what was stays reserved until the store knows of it.
    const std::scoped_lock lock(in_flight_mutex_);
    InFlight& now = in_flight_[token_digest];
    now.transfers -= 1;
    now.ending += 1;
    now.reserved -= reserved - went_out;
  }
  const bool is_counted = count_sent(token_digest, went_out);
  {
    const std::scoped_lock lock(in_flight_mutex_);
    InFlight& now = in_flight_[token_digest];
    now.ending -= 1;
    now.counted += 1;
    if (is_counted) now.reserved -= went_out;
    forget_if_idle(token_digest);
  }
  counted_.notify_all();
}

}  // namespace aan::service
