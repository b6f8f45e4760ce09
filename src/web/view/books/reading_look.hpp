#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "web/view/block.hpp"

namespace aan::web {

/// By which light a book is read on our pages.
enum class ReadingLight : std::uint8_t { device, day, night };

/// Letters and light of a reading page. They stand in its address, so that no script and no cookie
/// is needed, and go on with its links.
struct ReadingLook {
  static constexpr int kSizeLeast = 1;
  static constexpr int kSizeMost = 7;
  ReadingLight light = ReadingLight::device;
  int size = 3;
  friend bool operator==(const ReadingLook&, const ReadingLook&) = default;
};

/// "night-4"; empty for the look that comes by itself.
std::string name_of(const ReadingLook& look);
/// Nothing for a word that names none.
std::optional<ReadingLook> parse_reading_look(std::string_view word);
/// "reading light-night size-4": classes of the page's body.
std::string classes_of(const ReadingLook& look);

/// An address with its look: a page that is asked for without one has the look that comes by
/// itself, or the one that was kept with the place. `is_said`: also where it is the usual one.
std::string with_look(std::string path, const ReadingLook& look, bool is_said = false);

/// What of a look a page has a use for: a comic has no letters.
enum class LookOf : std::uint8_t { letters_and_light, light };
/// Includes at {{>LOOK}} the links to other looks of the page at `path`.
void fill_look(Block& main, const std::string& path, const ReadingLook& look,
               LookOf of = LookOf::letters_and_light);

}  // namespace aan::web
