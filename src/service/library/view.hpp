#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/customer/library.hpp"
#include "domain/sales/reading_place.hpp"
#include "service/library/own_keys.hpp"
#include "service/library/reader_password.hpp"
#include "service/room.hpp"

namespace aan::service {

/// A book of an order that is read on pages.
struct LibraryReading {
  sales::GrantId grant;
  std::optional<sales::ReadingPlace> place;  ///< nothing: it was not begun
};

/// A file of an order that is not read on pages and can be downloaded now.
struct LibraryFile {
  sales::GrantId grant;
  std::string format;
  std::uint64_t size = 0;
};

/// An order as a library shows it.
struct LibraryOrder {
  sales::Order order;
  std::string token;                       ///< of its secret link; empty when its key is lost
  std::vector<catalog::BookDetail> books;  ///< of its lines, where the catalogue still has them
  /// By the id of a work: the grant of a file of it that is read on pages, and where that stands.
  std::map<std::string, LibraryReading> readable = {};
  std::map<std::string, std::vector<LibraryFile>> to_fetch = {};  ///< by the id of a work
  std::map<std::string, Timestamp> to_come = {};  ///< by the id of a work: what waits for its day
};

/// What is in a library, of one moment.
struct LibraryView {
  std::string address;               ///< opened, for whoever is in; empty: none
  std::string link_token;            ///< of its secret link; empty: none
  std::vector<LibraryOrder> orders;  ///< newest first; those that were given up are left out
  std::vector<OwnKey> keys;          ///< of its owner's own, oldest first
  std::optional<ReaderLogin> reading_apps;
};
Result<LibraryView> view_library(const Room& room, const customer::CustomerId& library);

}  // namespace aan::service
