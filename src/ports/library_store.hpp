#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/customer/library.hpp"
#include "domain/sales/order.hpp"

namespace aan::ports {

/// The secret link of a library: derived, of which only the digest is stored.
struct LibraryLink {
  std::int64_t generation = 0;  ///< 0: there is none
  std::string key_id;
};

/// Libraries of customers: what is in them, and how they are opened. Errors: unavailable, corrupt,
/// internal, and those named.
class LibraryStore {
 public:
  virtual ~LibraryStore() = default;

  /// Orders placed with the customer's address, and those that were put in; newest first. Where
  /// `limit` cuts some off, what money was paid for stays first, then what was free.
  virtual Result<std::vector<sales::OrderId>> orders_in(const customer::CustomerId& id,
                                                        std::int64_t limit) const = 0;
  /// Libraries that were made from an order's link: of nobody's address, with no order of their
  /// own, and the order was the first that was put in. By rising id, at most `limit`.
  virtual Result<std::vector<customer::CustomerId>> made_from(const sales::OrderId& order,
                                                              std::int64_t limit) const = 0;
  virtual Result<std::optional<customer::LibrarySession>> find_session(
      std::string_view token_digest) const = 0;
  virtual Result<std::optional<customer::LibraryLetter>> find_letter(
      const customer::LibraryLetterId& id) const = 0;
  virtual Result<std::optional<customer::LibraryLetter>> find_letter_by_token(
      std::string_view token_digest) const = 0;
  /// How many letters a customer was promised since then and has not used.
  virtual Result<std::int64_t> letters_since(const customer::CustomerId& id,
                                             Timestamp since) const = 0;
  virtual Result<LibraryLink> link_of(const customer::CustomerId& id) const = 0;
  virtual Result<std::optional<customer::CustomerId>> find_by_link(
      std::string_view link_digest) const = 0;
  virtual Result<bool> keeps_address(const customer::CustomerId& id) const = 0;

  /// Puts an order in; says whether it was new there.
  virtual Result<bool> put_order(const customer::CustomerId& id, const sales::OrderId& order,
                                 Timestamp now) = 0;
  /// Takes an order out of every library that it was put in.
  virtual Result<> take_out(const sales::OrderId& order) = 0;
  virtual Result<> add_session(const customer::LibrarySession& session) = 0;
  /// Notes a visit, never an earlier one than was noted.
  virtual Result<> see_session(std::string_view token_digest, Timestamp at) = 0;
  /// Says whether it was there.
  virtual Result<bool> remove_session(std::string_view token_digest) = 0;
  /// Closes a library everywhere but in one session. Returns in how many.
  virtual Result<std::int64_t> remove_other_sessions(const customer::CustomerId& id,
                                                     std::string_view kept_digest) = 0;
  virtual Result<> add_letter(const customer::LibraryLetter& letter) = 0;
  /// Uses a letter up, if it was not used before; says whether.
  virtual Result<bool> use_letter(const customer::LibraryLetterId& id, Timestamp at) = 0;
  /// Another secret link; the one before opens nothing any more. Errors: conflict when the
  /// generation is not there any more.
  virtual Result<> set_link(const customer::CustomerId& id, std::int64_t from_generation,
                            std::string_view key_id, std::string_view link_digest) = 0;
  /// Whether the address stays for as long as the library is wanted.
  virtual Result<> set_keeps_address(const customer::CustomerId& id, bool keeps) = 0;
  /// Forgets the address now: address, index and key.
  virtual Result<> forget_address(const customer::CustomerId& id) = 0;
  /// Ends a library: its sessions, letters, keys, secret link, and what was put in.
  virtual Result<> end_library(const customer::CustomerId& id) = 0;
  /// Forgets sessions that are over, and letters from before that moment. Returns how many rows.
  virtual Result<std::int64_t> purge_library(Timestamp session_created_before,
                                             Timestamp session_seen_before,
                                             Timestamp letters_before) = 0;
};

}  // namespace aan::ports
