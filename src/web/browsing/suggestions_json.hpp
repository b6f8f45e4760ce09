#pragma once
#include <string>
#include <string_view>

#include "service/browsing/suggest.hpp"
#include "web/view/locale.hpp"

namespace aan::web {

/// What the list below a search field shows (`assets/find.js`): "items" with the name, a detail,
/// its language, its kind and the path that each leads to, and "status", which is read out. The
/// last item is the search itself. `typed`: as it was sent.
std::string suggestions_json(std::string_view typed, const service::Suggestions& suggestions,
                             const Locale& locale);

}  // namespace aan::web
