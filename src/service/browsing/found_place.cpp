#include "service/browsing/found_place.hpp"

#include "base/whole_number.hpp"

namespace aan::service {
namespace {

constexpr std::string_view kPrefix = "s.";

std::optional<std::int64_t> number_to(std::string_view text, std::int64_t most) {
  const auto number = parse_whole_number(text);
  return number && *number >= 0 && *number <= most ? number : std::nullopt;
}

}  // namespace

std::unexpected<Error> no_found_place() {
  return refuse(Errc::invalid, "search.place",
                "That is no place in what was found. Begin the search again.", "cursor");
}

std::string cursor_of(const FoundPlace& place) {
  return std::string(kPrefix) + std::to_string(place.offset) + "." + std::to_string(place.upto);
}

Result<FoundPlace> parse_cursor(std::string_view text) {
  if (!text.starts_with(kPrefix)) return no_found_place();
  text.remove_prefix(kPrefix.size());
  const std::size_t dot = text.find('.');
  if (dot == text.npos) return no_found_place();
  const auto offset = number_to(text.substr(0, dot), kFoundOffsetMax);
  const auto upto = number_to(text.substr(dot + 1), kUptoMax);
  if (!offset || !upto) return no_found_place();
  return FoundPlace{*offset, *upto};
}

std::optional<std::int64_t> parse_upto(std::string_view text) {
  return text.empty() ? std::optional<std::int64_t>(0) : number_to(text, kUptoMax);
}

}  // namespace aan::service
