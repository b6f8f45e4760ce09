#pragma once
#include <string>

#include "web/view/locale.hpp"

namespace aan::web {

/// The web app manifest (W3C "Web Application Manifest"): what a phone calls the shop that is put
/// on its first screen, and with which picture.
std::string manifest_json(const std::string& shop_name, const Locale& locale);

}  // namespace aan::web
