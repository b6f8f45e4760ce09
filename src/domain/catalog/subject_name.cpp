#include "domain/catalog/subject_name.hpp"

#include "base/text.hpp"
#include "base/words.hpp"

namespace aan::catalog {

std::string known_by(std::string_view name) {
  std::string folded = folded_name(name);
  return folded.empty() ? std::string(name) : folded;
}

bool is_code(const Subject& it) {
  if (it.slug.empty() || it.slug == slug(it.name)) return false;
  const std::string cut = slug(it.name, kToldApartBytesMin);
  return !it.slug.starts_with(cut == slug(it.name) ? cut + "-" : cut);
}

bool is_one_subject(const Subject& one, const Subject& other) {
  if (is_code(one) != is_code(other)) return false;
  return is_code(one) ? one.slug == other.slug : known_by(one.name) == known_by(other.name);
}

}  // namespace aan::catalog
