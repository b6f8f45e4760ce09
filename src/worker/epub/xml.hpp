#pragma once
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace aan::worker::epub {

/// Parses XML without any outside help: no DTD, no entities but the five of XML and the names
/// HTML 4 gave to characters. Letters in an unknown `Encoding` become U+FFFD. `what` names the part
/// in the refusal. Errors: invalid (not well-formed, or nested deeper than 256).
Result<> load_xml(pugi::xml_document& document, std::string_view bytes, std::string_view what);

/// Name without its prefix. Prefixes are not resolved: books in the field bind them wrongly.
std::string_view local_name(const pugi::xml_node& node);
pugi::xml_node child_of(const pugi::xml_node& node, std::string_view local);
std::vector<pugi::xml_node> children_of(const pugi::xml_node& node, std::string_view local);
/// Attribute by its name without prefix ("href" finds "xlink:href").
std::string_view attribute_of(const pugi::xml_node& node, std::string_view local);
/// All text below `node` as it is.
std::string raw_text(const pugi::xml_node& node);
/// First descendant with that local name, in document order.
pugi::xml_node find_below(const pugi::xml_node& node, std::string_view local);
/// True when the white-space separated list holds the word.
[[nodiscard]] bool has_word(std::string_view list, std::string_view word);

/// Next node in document order below `root`, nothing at the end. Iterative: hostile depth must
/// not become our stack.
pugi::xml_node next_below(const pugi::xml_node& node, const pugi::xml_node& root);

}  // namespace aan::worker::epub
