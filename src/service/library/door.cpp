#include "service/library/door.hpp"

#include "base/text.hpp"
#include "crypto/blind_index.hpp"
#include "crypto/hash.hpp"
#include "crypto/token.hpp"
#include "service/customer/customer_address.hpp"
#include "service/customer/library_link.hpp"
#include "service/letters/letter_pace.hpp"
#include "service/letters/queue_mail.hpp"

namespace aan::service {
namespace {

constexpr Duration kLettersKeptFor = Duration::days(1);
// Longer than anything can be signed, whatever a clock was set to meanwhile.
constexpr Duration kProofsKeptFor = Duration::days(1);
constexpr std::string_view kEverybody = "everybody";

std::unexpected<Error> no_such_link() {
  return refuse(Errc::not_found, "library.open",
                "This link opens no library: it was used, or its time is over.", "library_link");
}

Result<std::optional<customer::LibraryLetter>> find_good(const ports::LibraryStore& libraries,
                                                         const std::string& token, Timestamp now) {
  if (!crypto::looks_like_token(token)) return std::nullopt;
  auto letter = AAN_TRY(libraries.find_letter_by_token(crypto::token_digest(token)));
  if (!letter || !customer::is_good(*letter, now)) return std::nullopt;
  return letter;
}

// One letter that opens is enough: whoever asks again is promised nothing that is not in the
// mailbox, and gets another one once that was used or its time is over. So a stranger who asks and
// asks brings no more than four letters an hour, and locks nobody out. It looks under every key,
// also when it has found somebody: the work tells nothing.
Result<std::optional<customer::CustomerId>> whose(const Room& room, ports::UnitOfWork& unit,
                                                  const customer::MailAddress& address,
                                                  Timestamp now) {
  std::optional<customer::CustomerId> found;
  for (const std::string& index :
       crypto::blind_indexes(room.keys.ring(), kAddressIndexed, address.key()))
    if (const auto one = AAN_TRY(unit.customers().find_customer_by_index(index))) found = one->id;
  const customer::CustomerId counted = found.value_or(customer::CustomerId{});
  const auto open =
      AAN_TRY(unit.libraries().letters_since(counted, now - customer::kLibraryLetterFor));
  if (open > 0) found.reset();
  return found;
}

}  // namespace

std::string shown_address(const std::string& address) {
  return std::string(utf8_prefix(address, 1)) + "\xE2\x80\xA6" + address.substr(address.rfind('@'));
}

Result<std::string> open_session(const Room& room, ports::UnitOfWork& unit,
                                 const customer::CustomerId& id, Timestamp now) {
  std::string token = crypto::new_token(room.rng);
  AAN_TRY(unit.libraries().add_session({crypto::token_digest(token), id, now, now}));
  return token;
}

Result<> LibraryDoor::take_deed(const customer::CustomerId& library) {
  if (const auto wait = deeds_.wait_of(library.value)) {
    auto fast = refuse(Errc::limited, "library.deed",
                       "That was done very often in a short time. Please wait a little.",
                       "library_too_fast");
    fast.error().retry_after_s = static_cast<int>(wait->s() + 1);
    return fast;
  }
  deeds_.count_miss(library.value);
  return {};
}

Result<> LibraryDoor::ask(const std::string& typed, const std::string& browser,
                          const std::string& sender) {
  const auto address = AAN_TRY(customer::MailAddress::parse(typed));
  const auto own_wait = pace_.wait_of(sender);
  if (const auto wait = own_wait ? own_wait : all_.wait_of(kEverybody))
    return letters_too_fast("library.ask", *wait);
  pace_.count_miss(sender);
  all_.count_miss(kEverybody);
  const Timestamp now = room_.clock.wall();
  customer::LibraryLetter letter;
  letter.id = room_.ids.make<customer::LibraryLetterId>();
  letter.link_key_id = room_.keys.ring().current(crypto::KeyPurpose::links).id;
  letter.token_digest =
      crypto::token_digest(letter_token(room_.keys.ring(), letter.id, letter.link_key_id));
  letter.browser_digest = crypto::sha256(browser);
  letter.created_at = now;
  return room_.store.write("library.ask", [&](ports::UnitOfWork& unit) -> Result<> {
    letter.customer_id = AAN_TRY(whose(room_, unit, address, now));
    AAN_TRY(unit.libraries().add_letter(letter));
    return queue_letter(room_, unit, kLibraryMail, letter.id.value, "library:" + letter.id.value,
                        now);
  });
}

Result<LetterLook> LibraryDoor::look(const std::string& token, const std::string& browser) const {
  const Timestamp now = room_.clock.wall();
  std::optional<customer::LibraryLetter> letter;
  std::optional<customer::Customer> customer;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    letter = AAN_TRY(find_good(at.libraries(), token, now));
    if (letter) customer = AAN_TRY(at.customers().find_customer(*letter->customer_id));
    return {};
  }));
  const auto address = customer ? open_address(room_, *customer) : std::nullopt;
  if (!address) return no_such_link();
  return LetterLook{shown_address(*address),
                    !browser.empty() && crypto::equal_constant_time(crypto::sha256(browser),
                                                                    letter->browser_digest)};
}

Result<OpenLibrary> LibraryDoor::open_letter(const std::string& token) {
  const Timestamp now = room_.clock.wall();
  OpenLibrary open;
  AAN_TRY(room_.store.write("library.open", [&](ports::UnitOfWork& unit) -> Result<> {
    const auto letter = AAN_TRY(find_good(unit.libraries(), token, now));
    if (!letter || !AAN_TRY(unit.libraries().use_letter(letter->id, now))) return no_such_link();
    open.customer = *letter->customer_id;
    AAN_TRY(unit.libraries().set_keeps_address(open.customer, true));
    open.token = AAN_TRY(open_session(room_, unit, open.customer, now));
    return {};
  }));
  return open;
}

Result<OpenLibrary> LibraryDoor::open_link(const std::string& token) {
  if (!crypto::looks_like_token(token)) return no_such_link();
  const Timestamp now = room_.clock.wall();
  OpenLibrary open;
  AAN_TRY(room_.store.write("library.open", [&](ports::UnitOfWork& unit) -> Result<> {
    const auto id = AAN_TRY(unit.libraries().find_by_link(crypto::token_digest(token)));
    if (!id) return no_such_link();
    open.customer = *id;
    open.token = AAN_TRY(open_session(room_, unit, *id, now));
    return {};
  }));
  return open;
}

Result<std::optional<customer::CustomerId>> LibraryDoor::find(const std::string& session) {
  if (!crypto::looks_like_token(session)) return std::optional<customer::CustomerId>{};
  const Timestamp now = room_.clock.wall();
  const std::string digest = crypto::token_digest(session);
  std::optional<customer::LibrarySession> found;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    found = AAN_TRY(at.libraries().find_session(digest));
    return {};
  }));
  if (!found || !customer::is_live(*found, now)) return std::optional<customer::CustomerId>{};
  if (now - found->seen_at >= customer::kLibrarySeenEvery)
    AAN_TRY(room_.store.write("library.seen", [&](ports::UnitOfWork& unit) {
      return unit.libraries().see_session(digest, now);
    }));
  return found->customer_id;
}

Result<> LibraryDoor::close(const std::string& session) {
  if (!crypto::looks_like_token(session)) return {};
  return room_.store.write("library.close", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(unit.libraries().remove_session(crypto::token_digest(session)));
    return {};
  });
}

Result<std::int64_t> LibraryDoor::purge() {
  const Timestamp now = room_.clock.wall();
  std::int64_t gone = 0;
  AAN_TRY(room_.store.write("library.purge", [&](ports::UnitOfWork& unit) -> Result<> {
    gone = AAN_TRY(unit.libraries().purge_library(
        now - customer::kLibraryOpenMax, now - customer::kLibraryIdleMax, now - kLettersKeptFor));
    gone += AAN_TRY(unit.library_keys().purge_proofs(now - kProofsKeptFor));
    return {};
  }));
  return gone;
}

}  // namespace aan::service
