#pragma once
#include <string>
#include <string_view>

namespace aan::crypto {

/// Passwords of people, through Argon2id (RFC 9106) with 19 MiB and two passes: about 45 ms of one
/// core. At most two are worked on at once in this process, others wait their turn, so that guesses
/// can take neither all memory nor all cores. Thread-safe.

/// A fresh salted hash in the usual text form, "$argon2id$v=19$m=19456,t=2,p=1$...".
[[nodiscard]] std::string hash_password(std::string_view password);
/// Whether `hash` is of this password. False for a text that is no such hash.
[[nodiscard]] bool verify_password(std::string_view hash, std::string_view password);
/// Does the work of a verification and answers false: for names that nobody has, so that the time
/// of an answer does not tell whether a name exists.
bool verify_nobody(std::string_view password);
/// Whether `hash` was made with other costs than those of today and is due for a fresh one.
[[nodiscard]] bool is_outdated_hash(std::string_view hash);

}  // namespace aan::crypto
