#include "domain/catalog/language.hpp"

#include "base/text.hpp"

namespace aan::catalog {

std::string primary_language(std::string_view tag) {
  return lower_ascii(tag.substr(0, tag.find_first_of("-_")));
}

}  // namespace aan::catalog
