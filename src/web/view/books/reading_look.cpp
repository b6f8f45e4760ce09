#include "web/view/books/reading_look.hpp"

#include <array>

namespace aan::web {
namespace {

struct Light {
  ReadingLight light;
  std::string_view word;
  std::string_view label;
};
constexpr std::array<Light, 3> kLights = {{
    {ReadingLight::device, "device", "read_light_device"},
    {ReadingLight::day, "day", "read_light_day"},
    {ReadingLight::night, "night", "read_light_night"},
}};

std::string word_of(ReadingLight light) {
  for (const Light& one : kLights)
    if (one.light == light) return std::string(one.word);
  return "device";
}

std::string word_of(const ReadingLook& look) {
  return word_of(look.light) + "-" + std::to_string(look.size);
}

}  // namespace

std::string name_of(const ReadingLook& look) {
  return look == ReadingLook{} ? std::string() : word_of(look);
}

std::optional<ReadingLook> parse_reading_look(std::string_view word) {
  for (const Light& it : kLights) {
    const std::string_view name = it.word;
    if (!word.starts_with(name) || word.size() != name.size() + 2 || word[name.size()] != '-')
      continue;
    const int size = word.back() - '0';
    if (size < ReadingLook::kSizeLeast || size > ReadingLook::kSizeMost) return std::nullopt;
    return ReadingLook{it.light, size};
  }
  return std::nullopt;
}

std::string classes_of(const ReadingLook& look) {
  return "reading light-" + word_of(look.light) + " size-" + std::to_string(look.size);
}

std::string with_look(std::string path, const ReadingLook& look, bool is_said) {
  if (!is_said && look == ReadingLook{}) return path;
  const std::size_t place = path.find('#');
  const std::string behind = place == path.npos ? std::string() : path.substr(place);
  if (place != path.npos) path.resize(place);
  path += path.find('?') == path.npos ? '?' : '&';
  return path + "look=" + word_of(look) + behind;
}

void fill_look(Block& main, const std::string& path, const ReadingLook& look, LookOf of) {
  Block choice = main.include("LOOK", "reading_look");
  const bool has_letters = of == LookOf::letters_and_light;
  choice.set("NAME", main.locale().text(has_letters ? "read_look" : "read_light"));
  const auto sized = [&](int size) { return with_look(path, {look.light, size}, true); };
  if (has_letters && look.size > ReadingLook::kSizeLeast)
    choice.add("SMALLER").set("PATH", sized(look.size - 1));
  if (has_letters && look.size < ReadingLook::kSizeMost)
    choice.add("LARGER").set("PATH", sized(look.size + 1));
  for (const Light& it : kLights) {
    Block one = choice.add("LIGHT");
    one.set("PATH", with_look(path, {it.light, look.size}, true))
        .set("LABEL", main.locale().text(it.label));
    one.show_if("CHOSEN", it.light == look.light);
  }
}

}  // namespace aan::web
