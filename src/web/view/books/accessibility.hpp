#pragma once
#include <string>
#include <vector>

#include "domain/catalog/book_record.hpp"
#include "web/view/locale.hpp"

namespace aan::web {

/// Statements under one heading of the display guide.
struct AccessibilityGroup {
  std::string name;
  std::vector<std::string> statements;
};

/// What a book's page says about its accessibility, in the words and the order of the W3C's
/// Accessibility Metadata Display Guide for Digital Publications 2.0.
struct AccessibilityStatements {
  /// Before the button to buy: ways of reading and conformance, or that nothing is known.
  std::vector<std::string> summary;
  /// Everything, by heading; empty when the book says nothing.
  std::vector<AccessibilityGroup> groups;
};

AccessibilityStatements accessibility_statements(const catalog::AccessibilityFacts& facts,
                                                 bool is_fixed_layout, const Locale& locale);

}  // namespace aan::web
