#include "domain/attention/item.hpp"

#include <string_view>
#include <tuple>

namespace aan::attention {

bool is_more_urgent(const Item& a, const Item& b) {
  const auto rank = [](const Item& item) {
    return std::tuple{row_of(item.what.kind).urgency, item.what.kind, item.raised_at,
                      std::string_view(item.id.value)};
  };
  return rank(a) < rank(b);
}

}  // namespace aan::attention
