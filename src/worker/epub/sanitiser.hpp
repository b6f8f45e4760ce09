#pragma once
#include <cstdint>
#include <pugixml.hpp>
#include <string>
#include <vector>

namespace aan::worker::epub {

/// How much text is copied, in characters. A heading is never what reaches `enough`: it announces
/// what comes after it.
struct SampleExtent {
  std::uint64_t enough;
  std::uint64_t most;
};

/// What a whole book keeps beyond what a sample does: its pictures, and the ways within it. Each is
/// named by us; nothing of a stranger's name goes on.
class BookWays {
 public:
  virtual ~BookWays() = default;
  /// "s3" or "t12": where a link leads within the book; empty: nowhere.
  virtual std::string way_of(const pugi::xml_node& link) = 0;
  /// "t12" when something leads to this element; empty: nothing does.
  virtual std::string place_of(const pugi::xml_node& element) = 0;
  /// "p4" of a picture of the book; empty: it has none of that name.
  virtual std::string picture_of(const pugi::xml_node& element) = 0;
  /// What leads to `place` leads to `other`.
  virtual void join(const std::string& place, const std::string& other) = 0;
};

/// Copies text and its structure from a stranger's XHTML into a page of our own, element by
/// element: what `catalog::is_sample_element` names stays, wrappers dissolve, links become their
/// text, pictures, scripts, forms and notes' numbers go, and no attribute but lang and dir is
/// kept. Stops after the block that reaches `extent.enough`, or before one that would exceed
/// `extent.most`. With `ways` pictures and ways within the book stay, in names of our own.
class Sanitiser {
 public:
  explicit Sanitiser(SampleExtent extent, BookWays* ways = nullptr)
      : extent_(extent), ways_(ways) {}

  /// Appends the children of `source` (a body) to `out`. False once there is enough.
  bool copy_flow(const pugi::xml_node& source, pugi::xml_node out);
  [[nodiscard]] bool spent() const { return spent_; }

 private:
  bool copy_child(const pugi::xml_node& child, pugi::xml_node out, pugi::xml_node& paragraph);
  bool copy_block(const pugi::xml_node& source, const char* name, pugi::xml_node out);
  void copy_inline(const pugi::xml_node& source, pugi::xml_node out);
  void copy_inline_child(const pugi::xml_node& child, pugi::xml_node out);
  bool copy_of_book(const pugi::xml_node& child, pugi::xml_node out);
  void note_place(const pugi::xml_node& source);
  void settle_places(pugi::xml_node block);
  bool keep(pugi::xml_node block, pugi::xml_node out);

  SampleExtent extent_;
  std::uint64_t copied_ = 0;  // characters
  BookWays* ways_;
  std::vector<std::string> places_;  // met, and not yet given to a block
  bool spent_ = false;
};

/// lang and dir of an element, when they are well-formed.
void copy_language(const pugi::xml_node& source, pugi::xml_node out);

/// Takes away what says nothing: empty elements, rules at the edges, headings at the very end.
void tidy_sample(pugi::xml_node root);
/// The same for a whole book, whose edges are its own.
void tidy_book(pugi::xml_node root);

}  // namespace aan::worker::epub
