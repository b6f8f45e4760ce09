#pragma once
#include <string>
#include <string_view>

namespace aan::worker::draw {

/// Puts soft hyphens (U+00AD) into long words of Latin script, where syllables of German, Spanish
/// and most European languages part: before a consonant that a vowel follows. Wrong now and then;
/// used only where a title would else shrink to nothing.
std::string with_soft_hyphens(std::string_view text);

}  // namespace aan::worker::draw
