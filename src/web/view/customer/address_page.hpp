#pragma once
#include <string>

#include "web/view/frame.hpp"

namespace aan::web {

/// `/address/{token}`: another address for an order, before its button and after; and
/// `/address/back/{token}`, where whoever had it before takes it back. Private.
struct AddressPage {
  std::string path;
  std::string reference;      ///< of the order
  std::string address_shown;  ///< "a…@example.org"
  bool is_done = false;
  bool is_back = false;  ///< it is taken back
};
std::string render(const AddressPage& page, const Frame& frame);

}  // namespace aan::web
