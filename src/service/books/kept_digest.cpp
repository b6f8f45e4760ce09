#include "service/books/kept_digest.hpp"

namespace aan::service {
namespace {

std::string_view behind(std::string_view kept, std::string_view mark) {
  if (kept.starts_with(mark)) kept.remove_prefix(mark.size());
  return kept;
}

std::string_view behind_marks(std::string_view kept) {
  return behind(behind(kept, kHidBook), kMatchedBook);
}

}  // namespace

bool has_hidden_book(std::string_view kept) { return kept.starts_with(kHidBook); }

bool has_matched_book(std::string_view kept) {
  return behind(kept, kHidBook).starts_with(kMatchedBook);
}

std::string marked(bool has_hidden, bool has_matched, const std::string& digest) {
  return std::string(has_hidden ? kHidBook : "") + std::string(has_matched ? kMatchedBook : "") +
         digest;
}

std::string marks_of(std::string_view kept) {
  return std::string(kept.substr(0, kept.size() - behind_marks(kept).size()));
}

bool is_kept_digest(std::string_view text) {
  const std::string_view digest = behind_marks(text);
  return digest.size() <= 64 && digest.find_first_not_of("0123456789abcdef") == digest.npos;
}

}  // namespace aan::service
