#pragma once
#include <span>
#include <string_view>

// What the forms do that ask for fresh proof, for the page that sends one after it was held.
namespace aan::web {

/// One of them, in words of the locale: keys, not texts.
struct HeldDeed {
  std::string_view pattern;  ///< of its route
  std::string_view act;      ///< its field "act"; empty: the form has none
  std::string_view where;    ///< the page that it stands on
  std::string_view title;
  std::string_view button;
  std::string_view sure = {};  ///< what has to be ticked beside the button; empty: nothing
};

/// Every one of them.
std::span<const HeldDeed> held_deeds();
/// The one that a form with this "act" does at this path; null when the desk has none.
const HeldDeed* find_held_deed(std::string_view path, std::string_view act);
/// What a path names where the pattern of its route has a parameter; empty when it has none.
std::string_view named_in(std::string_view pattern, std::string_view path);

}  // namespace aan::web
