#pragma once
#include <span>
#include <string>
#include <string_view>

namespace aan::api {

/// What `reason` of a problem document can be, and the status that it comes with.
struct Reason {
  int status = 0;
  std::string_view word;
  std::string_view when;
};

/// Every reason that a client of the API can get, by status. This table is the only list: the
/// reference page is made from it, and the functional tests hold every answer against that.
std::span<const Reason> reasons();

/// The reference page.
std::string reasons_markdown();

}  // namespace aan::api
