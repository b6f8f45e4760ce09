#pragma once
#include <string>

#include "web/view/frame.hpp"

namespace aan::web {

/// `/letters/{token}`: whether letters about new versions come. Its form is a POST to `path`;
/// `act`: stop, or again. Where no address is kept there is no form: nothing could come. Private.
struct LettersPage {
  std::string path;
  bool is_stopped = false;
  bool has_address = true;
};
std::string render(const LettersPage& page, const Frame& frame);

}  // namespace aan::web
