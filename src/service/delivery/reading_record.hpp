#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "domain/catalog/work.hpp"
#include "service/delivery/derived_content.hpp"

namespace aan::service {

/// What is kept of a file's reading copy: the copy, or that there is none and how sure that is.
inline constexpr std::string_view kReadingArea = "reading";
/// Raised when a copy is made another way: those that an older program made are made anew.
inline constexpr std::string_view kReadingWay = "5";

/// A file that the worker came to no answer about: how often, and when for the last time.
struct ReadingTries {
  int count = 0;
  Timestamp last;
};
std::string text_of(const ReadingTries& tries);
std::optional<ReadingTries> tries_in(const DerivedContent& kept);

/// The record says that this book is not read on pages: for good, or now.
bool is_left_out(const DerivedContent& kept, Timestamp now);

}  // namespace aan::service
