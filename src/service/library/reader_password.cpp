#include "service/library/reader_password.hpp"

#include <algorithm>

#include "base/codec.hpp"
#include "base/text.hpp"
#include "crypto/hash.hpp"
#include "crypto/token.hpp"
#include "service/audit.hpp"

namespace aan::service {
namespace {

constexpr std::string_view kBuyer = "buyer";
// No l, o, 0 or 1: what is typed from one screen into another must not be mistaken.
constexpr std::string_view kLetters = "abcdefghijkmnpqrstuvwxyz23456789";
constexpr std::size_t kNameLetters = 8;
constexpr std::size_t kPasswordLetters = 16;
constexpr std::size_t kTypedMax = 200;

// Five bits of each byte.
std::string letters_of(std::string_view bytes, std::size_t count) {
  std::string letters;
  for (std::size_t i = 0; i < count; ++i)
    letters += kLetters[static_cast<unsigned char>(bytes[i]) % kLetters.size()];
  return letters;
}

std::string in_groups(std::string_view letters, std::string_view between = "-") {
  std::string groups;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (i > 0 && i % 4 == 0) groups += between;
    groups += letters[i];
  }
  return groups;
}

std::string as_stored(std::string_view typed) {
  std::string letters;
  for (const char c : typed.substr(0, kTypedMax)) {
    if (c == '-' || c == ' ') continue;
    letters += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return letters;
}

// As people type a password; each way has an MD5 of its own.
std::vector<std::string> ways_to_type(std::string_view letters) {
  std::vector<std::string> ways;
  for (const std::string_view between : {"-", "", " "}) {
    const std::string small = in_groups(letters, between);
    std::string large = small;
    for (char& c : large)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    for (const std::string& way : {small, large, large.substr(0, 1) + small.substr(1)}) {
      ways.push_back(way);
      ways.push_back(way + " ");
    }
  }
  return ways;
}

// Empty when the key is lost.
std::string password_of(const Room& room, const std::string& key_id, const std::string& name) {
  const crypto::Key* key = room.keys.ring().find(crypto::KeyPurpose::links, key_id);
  if (key == nullptr) return "";
  return letters_of(crypto::sha256(crypto::derive_link_token(*key, "reader-password", name, 0)),
                    kPasswordLetters);
}

}  // namespace

Result<std::optional<ReaderLogin>> reader_login(const Room& room, const ports::Snapshot& at,
                                                const customer::CustomerId& library) {
  const auto kept = AAN_TRY(at.reader_passwords().reader_of(library));
  if (!kept) return std::optional<ReaderLogin>{};
  return ReaderLogin{in_groups(kept->name), in_groups(password_of(room, kept->key_id, kept->name)),
                     kept->created_at, kept->used_at};
}

Result<> make_reader_password(const Room& room, const customer::CustomerId& library) {
  customer::ReaderPassword fresh;
  fresh.name = letters_of(crypto::sha256(crypto::new_token(room.rng)), kNameLetters);
  fresh.customer_id = library;
  fresh.key_id = room.keys.ring().current(crypto::KeyPurpose::links).id;
  fresh.password_digest = crypto::token_digest(password_of(room, fresh.key_id, fresh.name));
  fresh.created_at = room.clock.wall();
  return room.store.write("library.make_reader", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(unit.reader_passwords().put_reader(fresh));
    return write_down(unit,
                      {std::string(kBuyer), "library.reader_password_made", library.value, ""},
                      fresh.created_at);
  });
}

Result<> end_reader_password(const Room& room, const customer::CustomerId& library) {
  const Timestamp now = room.clock.wall();
  return room.store.write("library.end_reader", [&](ports::UnitOfWork& unit) -> Result<> {
    if (!AAN_TRY(unit.reader_passwords().remove_reader(library))) return {};
    return write_down(
        unit, {std::string(kBuyer), "library.reader_password_ended", library.value, ""}, now);
  });
}

Result<customer::CustomerId> ReaderDoor::open(std::string_view name, std::string_view password,
                                              std::string_view sender) {
  const std::string digest = crypto::token_digest(as_stored(password));
  return open_if(name, sender, [&](const customer::ReaderPassword& kept) {
    return crypto::equal_constant_time(kept.password_digest, digest);
  });
}

Result<customer::CustomerId> ReaderDoor::open_by_md5(std::string_view name,
                                                     std::string_view password_md5,
                                                     std::string_view sender) {
  const std::string typed = lower_ascii(password_md5.substr(0, kTypedMax));
  return open_if(name, sender, [&](const customer::ReaderPassword& kept) {
    const std::string password = password_of(room_, kept.key_id, kept.name);
    if (password.empty()) return false;
    bool is_right = false;
    // To the last of them: how long it takes tells nothing.
    for (const std::string& way : ways_to_type(password))
      is_right |= crypto::equal_constant_time(hex(crypto::md5(way)), typed);
    return is_right;
  });
}

Result<customer::CustomerId> ReaderDoor::open_if(std::string_view name, std::string_view sender,
                                                 const IsRight& is_right) {
  std::optional<customer::ReaderPassword> kept;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    kept = AAN_TRY(at.reader_passwords().find_reader(as_stored(name)));
    return {};
  }));
  if (!kept || !is_right(*kept)) {
    // Guesses wait, the right one never does: nobody keeps others from their books by guessing, and
    // no pace could help what eighty bits do not.
    const std::string guesser = std::string(sender) + "|" + as_stored(name);
    if (const auto wait = pace_.wait_of(guesser))
      return std::unexpected(Error{Errc::limited, "reader.open", "guesses",
                                   "That went wrong very often. Please wait a little.",
                                   static_cast<int>(wait->s()) + 1, "proofs_too_fast"});
    pace_.count_miss(guesser);
    return refuse(Errc::unauthenticated, "reader.open",
                  "There is no such login for reading apps. Your library shows name and password.",
                  "reader_password");
  }
  const Timestamp now = room_.clock.wall();
  if (!kept->used_at || now - *kept->used_at >= customer::kReaderSeenEvery)
    AAN_TRY(room_.store.write("library.see_reader", [&](ports::UnitOfWork& unit) {
      return unit.reader_passwords().see_reader(kept->name, now);
    }));
  return kept->customer_id;
}

}  // namespace aan::service
