#pragma once
#include <string>
#include <string_view>

namespace aan::web {

/// The address of a page in a language: "/de/books" of "/books", "/de" of "/"; without a language
/// the path as it is, which is the page in the language that a visitor asks for.
[[nodiscard]] inline std::string path_in_language(std::string_view language,
                                                  std::string_view path) {
  if (language.empty()) return std::string(path);
  std::string out = "/" + std::string(language);
  if (path != "/") out += path;
  return out;
}

/// What the first part of a path says of the language of its page.
struct LanguagePath {
  std::string_view language;  ///< the first segment, whatever it is: "de"
  std::string_view rest;      ///< the path without it, "/" at least
};
/// Splits "/de/books" into "de" and "/books". Both are views into `path`.
[[nodiscard]] inline LanguagePath split_language(std::string_view path) {
  if (!path.starts_with('/')) return {{}, path};
  const auto end = path.find('/', 1);
  if (end == path.npos) return {path.substr(1), "/"};
  return {path.substr(1, end - 1), path.substr(end)};
}

}  // namespace aan::web
