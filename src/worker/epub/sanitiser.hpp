#pragma once
#include <cstdint>
#include <pugixml.hpp>

namespace aan::worker::epub {

/// Copies text and its structure from a stranger's XHTML into a page of our own, element by
/// element: what `catalog::is_sample_element` names stays, wrappers dissolve, links become their
/// text, pictures, scripts, forms and notes' numbers go, and no attribute but lang and dir is
/// kept. Stops before the block that would exceed the budget.
class Sanitiser {
 public:
  explicit Sanitiser(std::uint64_t characters_max) : left_(characters_max) {}

  /// Appends the children of `source` (a body) to `out`. False once the budget is spent.
  bool copy_flow(const pugi::xml_node& source, pugi::xml_node out);
  [[nodiscard]] bool spent() const { return spent_; }

 private:
  bool copy_child(const pugi::xml_node& child, pugi::xml_node out, pugi::xml_node& paragraph);
  bool copy_block(const pugi::xml_node& source, const char* name, pugi::xml_node out);
  bool keep(pugi::xml_node block, pugi::xml_node out);

  std::uint64_t left_;
  bool spent_ = false;
};

/// lang and dir of an element, when they are well-formed.
void copy_language(const pugi::xml_node& source, pugi::xml_node out);

/// Takes away what says nothing: empty elements, rules at the edges, headings at the very end.
void tidy_sample(pugi::xml_node root);

}  // namespace aan::worker::epub
