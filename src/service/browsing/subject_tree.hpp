#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/catalog/book_view.hpp"

namespace aan::service {

/// Vocabularies whose subjects stand in a tree of their own: words, headings of the Library of
/// Congress among them, and the codes of Thema and BISAC.
enum class SubjectKind : std::uint8_t { words, thema, bisac };

/// A subject in its tree.
struct SubjectNode {
  std::string slug;
  std::string label;          ///< what it is called below its broader one: "History"
  std::int64_t works = 0;     ///< listed ones on its own shelf; 0: it has none
  std::int64_t narrower = 0;  ///< subjects right below it
  std::int64_t below = 0;     ///< listed works of all that is below one without a shelf; 0: unknown
  SubjectKind kind = SubjectKind::words;
  std::string name{};  ///< in full: "United States -- History"
};

/// Subjects by what is broader: "Fiction -- History" stands below "Fiction", whether or not a book
/// is about "Fiction" alone; a Thema code below the longest other code that it begins with, a BISAC
/// code below the general one of its group.
class SubjectTree {
 public:
  explicit SubjectTree(const std::vector<catalog::SubjectCount>& subjects);

  /// Of one vocabulary, those with nothing broader, by label.
  [[nodiscard]] std::vector<SubjectNode> top(SubjectKind kind) const;
  /// Right below one, by label.
  [[nodiscard]] std::vector<SubjectNode> narrower(std::string_view slug) const;
  /// Above one, the broadest first.
  [[nodiscard]] std::vector<SubjectNode> broader(std::string_view slug) const;
  [[nodiscard]] std::optional<SubjectNode> find(std::string_view slug) const;
  /// What the slugs of all that stands below a subject begin with.
  [[nodiscard]] static std::string prefix_below(std::string_view slug);
  /// How many subjects it was made of.
  [[nodiscard]] std::size_t known() const { return known_; }
  /// How many works stand below a subject that has no shelf of its own.
  void set_below(std::string_view slug, std::int64_t works);

 private:
  struct Entry {
    SubjectNode node;
    std::string above;  ///< slug of the broader one; empty: none
  };
  void add_words(const catalog::SubjectCount& one);
  void add_code(const catalog::SubjectCount& one, SubjectKind kind);
  [[nodiscard]] std::string broader_code(const SubjectNode& node) const;

  std::map<std::string, Entry, std::less<>> entries_;
  std::map<std::string, std::string> slugs_;  // by `folded_name`
  std::size_t known_ = 0;
};

}  // namespace aan::service
