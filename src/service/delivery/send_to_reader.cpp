#include "service/delivery/send_to_reader.hpp"

#include "crypto/blind_index.hpp"
#include "domain/catalog/book_format.hpp"
#include "domain/customer/mail_address.hpp"
#include "service/delivery/download_right.hpp"
#include "service/delivery/keep_files.hpp"
#include "service/idempotency.hpp"
#include "service/letters/queue_mail.hpp"

namespace aan::service {
namespace {

using customer::ReaderLetter;

constexpr std::string_view kAsked = "reader asked ";  // and the grant

std::string place_of(const customer::ReaderLetterId& id, std::string_view column) {
  return "reader_letter|" + id.value + "|" + std::string(column);
}

Result<ReaderLetter> sealed(const Room& room, const DownloadRight& right,
                            const catalog::FileId& file, const customer::MailAddress& address,
                            Timestamp now) {
  ReaderLetter letter;
  letter.id = room.ids.make<customer::ReaderLetterId>();
  letter.order_id = right.order.id.value;
  letter.grant_id = right.grant.id.value;
  letter.file_id = file.value;
  letter.key_wrapped = room.sealer.new_wrapped_key(place_of(letter.id, "key"));
  const std::string key = AAN_TRY(room.sealer.open(letter.key_wrapped, place_of(letter.id, "key")));
  letter.address_sealed =
      room.sealer.seal_with(key, address.text(), place_of(letter.id, "address"));
  letter.created_at = now;
  return letter;
}

std::unexpected<Error> used_up() {
  return refuse(Errc::limited, "reader.send",
                "Five books of this order were sent to reading devices within a day. Download the "
                "file, or try again tomorrow.",
                "reader_letters_used_up");
}

}  // namespace

struct SendToReader::Asked {
  bool is_known = false;  ///< the same was asked for before
  DownloadRight right;
  catalog::EditionFile file;
};

Result<std::string> open_reader_address(const Room& room, const ReaderLetter& letter) {
  const std::string key = AAN_TRY(room.sealer.open(letter.key_wrapped, place_of(letter.id, "key")));
  return room.sealer.open_with(key, letter.address_sealed, place_of(letter.id, "address"));
}

// What can be said before anything is counted: whether the right stands and the file fits.
Result<> SendToReader::check_asked(const Asked& asked) {
  const Timestamp now = room_.clock.wall();
  if (const auto why = sales::refusal_of(asked.right.order.state, asked.right.grant, now))
    return download_refused(*why, asked.right.grant);
  if (!catalog::goes_by_mail(asked.file.format))
    return refuse(Errc::invalid, "reader.send",
                  "Reading devices take no file of this kind by letter. Download it and put it on "
                  "the device.",
                  "reader_format");
  AAN_TRY(open_file(room_, asked.file));
  const auto copy = AAN_TRY(stamps_.copy_of(asked.right.order, asked.file));
  if ((copy ? copy->size : asked.file.size) > file_bytes_max())
    return refuse(Errc::invalid, "reader.send",
                  "This file is too large for a letter. Download it and put it on the device.",
                  "reader_too_large");
  return {};
}

Result<> SendToReader::ask(const std::string& order_token, const sales::GrantId& grant,
                           const std::string& typed, const std::string& idempotency_key) {
  if (!shop_.has_mail)
    return refuse(Errc::invalid, "reader.send", "This shop sends no letters.", "mail_not_offered");
  const auto address = AAN_TRY(customer::MailAddress::parse(typed));
  const IdempotentRequest once = AAN_TRY(IdempotentRequest::create(
      "reader", idempotency_key,
      order_token + "|" + grant.value + "|" +
          crypto::blind_index(room_.keys.ring(), "reader|email", address.text())));
  const Timestamp now = room_.clock.wall();
  Asked asked;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    asked.is_known = AAN_TRY(find_answer(room_, at.sales(), once)).has_value();
    if (asked.is_known) return {};
    asked.right = AAN_TRY(find_right(at, order_token, grant));
    asked.file = AAN_TRY(version_to_send(at.catalog(), asked.right.grant, 0));
    if (AAN_TRY(at.reader_letters().reader_letters_since(asked.right.order.id,
                                                         now - customer::kReaderLettersWithin)) >=
        customer::kReaderLettersMax)
      return used_up();
    return {};
  }));
  if (asked.is_known) return {};
  AAN_TRY(check_asked(asked));
  const bool is_free = asked.right.order.quote.total.is_zero();
  AAN_TRY(pace_.take(is_free, "reader.send"));
  if (is_free && !recipients_.take(address.key()))
    return refuse(Errc::limited, "reader.send",
                  "This address was sent as many free books today as it may be. Download the file.",
                  "reader_too_many");
  return room_.store.write("reader.send", [&](ports::UnitOfWork& unit) -> Result<> {
    if (AAN_TRY(find_answer(room_, unit.sales(), once))) return {};
    const DownloadRight right = AAN_TRY(find_right(unit, order_token, grant));
    if (const auto why = sales::refusal_of(right.order.state, right.grant, now))
      return download_refused(*why, right.grant);
    if (AAN_TRY(unit.reader_letters().reader_letters_since(
            right.order.id, now - customer::kReaderLettersWithin)) >= customer::kReaderLettersMax)
      return used_up();
    if (!AAN_TRY(unit.sales().take_use(grant, now)))
      return download_refused(sales::DownloadRefusal::exhausted, right.grant);
    const ReaderLetter letter = AAN_TRY(sealed(room_, right, asked.file.id, address, now));
    AAN_TRY(unit.reader_letters().add_reader_letter(letter));
    AAN_TRY(unit.sales().add_order_event(right.order.id,
                                         {"mail", std::string(kAsked) + letter.grant_id, now}));
    AAN_TRY(queue_letter(room_, unit, kReaderMail, letter.id.value, "reader:" + letter.id.value,
                         now, ports::JobRank::second));
    return keep_answer(room_, unit.sales(), once, "queued", now);
  });
}

Result<std::int64_t> SendToReader::purge() {
  const Timestamp before = room_.clock.wall() - customer::kReaderLettersKeptFor;
  std::int64_t rows = 0;
  AAN_TRY(room_.store.write("reader.purge", [&](ports::UnitOfWork& unit) -> Result<> {
    rows = AAN_TRY(unit.reader_letters().purge_reader_letters(before));
    return {};
  }));
  return rows;
}

}  // namespace aan::service
