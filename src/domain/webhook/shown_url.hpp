#pragma once
#include <string>
#include <string_view>

namespace aan::webhook {

/// The address of an endpoint as it is shown: whatever stands as a value in its query may be a
/// token, and is an ellipsis. "https://stock.example/hooks?shop=…&key=…". No endpoint has such an
/// address: an ellipsis is refused where addresses are typed.
std::string shown_url(std::string_view url);

}  // namespace aan::webhook
