#include "web/desk/setting_fields.hpp"

#include "base/text.hpp"
#include "web/desk/desk_page.hpp"
#include "web/view/error_text.hpp"

namespace aan::web {
namespace {

using ports::Setting;
using ports::SettingForm;

constexpr std::string_view kForget = "forget.";

std::string text_of(const Error& error, std::string_view what) {
  for (const auto& [name, value] : error.values)
    if (name == what && std::holds_alternative<std::string>(value))
      return std::get<std::string>(value);
  return {};
}

// The element that takes what is typed.
Block fill_input(Block& field, const Setting& setting, const std::string& value) {
  if (setting.is_secret) {
    Block secret = field.add("SECRET");
    secret.show_if("IS_SET", setting.is_set);
    return secret;
  }
  if (setting.form == SettingForm::yes_no) {
    Block tick = field.add("TICK");
    tick.show_if("ON", value == "true");
    return tick;
  }
  if (setting.form == SettingForm::choice) {
    Block choice = field.add("CHOICE");
    const Locale& locale = field.locale();
    for (const std::string& word : setting.choices)
      choice.add("OPTION")
          .set("WORD", word)
          .set("TEXT", setting_word(locale, setting.name, word))
          .show_if("ON", word == value);
    return choice;
  }
  Block line = field.add("LINE");
  line.set("VALUE", value).set("EXAMPLE", setting.example);
  return line;
}

}  // namespace

std::optional<FieldFault> field_fault(const Locale& locale, const Error& error) {
  const std::string key = text_of(error, "key");
  if (key.empty()) return std::nullopt;
  std::string sentence = text_of(error, "what");
  if (sentence.empty()) sentence = error_text(locale, {400, in_words(locale, error)}).sentence;
  if (sentence[0] >= 'a' && sentence[0] <= 'z')
    sentence[0] = static_cast<char>(sentence[0] - 'a' + 'A');
  return FieldFault{key, sentence};
}

Error in_words(const Locale& locale, Error error) {
  for (auto& [name, value] : error.values)
    if (name == "key" && std::holds_alternative<std::string>(value))
      value = setting_label(locale, std::get<std::string>(value));
  return error;
}

std::string setting_label(const Locale& locale, std::string_view key) {
  const std::string* words = locale.find("setting." + std::string(key));
  return words == nullptr ? std::string(key) : *words;
}

std::string setting_word(const Locale& locale, std::string_view key, std::string_view word) {
  const std::string* words =
      locale.find("setting_word." + std::string(key) + "." + std::string(word));
  return words == nullptr ? std::string(word) : *words;
}

namespace {

// What the table says is said in its words; beside a list of people's words those would confuse.
std::string help_of(const Locale& locale, const Setting& setting) {
  const std::string* words = locale.find("setting_help." + setting.name);
  return words == nullptr ? setting.help : *words;
}

}  // namespace

void fill_setting_field(Block& field, const Setting& setting, const Visit* typed,
                        const FieldFault* fault) {
  const Locale& locale = field.locale();
  field.set("KEY", setting.name).set("LABEL", setting_label(locale, setting.name));
  field.set("HELP", help_of(locale, setting));
  const std::string value = typed == nullptr ? setting.value : field_of(*typed, setting.name);
  Block input = fill_input(field, setting, value);
  const bool is_wrong = fault != nullptr && fault->key == setting.name;
  input.show_if("BAD", is_wrong);
  if (is_wrong) field.add("FAULT").set("SENTENCE", fault->sentence);
}

void fill_fixed_setting(Block& fixed, const Setting& setting) {
  const Locale& locale = fixed.locale();
  const std::string label = setting_label(locale, setting.name);
  fixed.set("KEY", setting.name).set("LABEL", label);
  if (label != setting.name) fixed.add("NAMED").set("LABEL", label);
  fixed.set("HELP", help_of(locale, setting));
  const bool is_chosen = !setting.origin.empty();
  if (setting.is_secret && setting.is_set)
    fixed.add("WORD").set("TEXT", locale.text("desk_setting_secret"));
  else if (setting.value.empty())
    fixed.add("WORD").set("TEXT", locale.text("desk_setting_unset"));
  else
    fixed.add("VALUE").set("TEXT", setting.form == SettingForm::choice
                                       ? setting_word(locale, setting.name, setting.value)
                                       : setting.value);
  if (!is_chosen && setting.value.empty()) return;
  fixed.set("ORIGIN", is_chosen ? locale.text("desk_setting_from", {{"where", setting.origin}})
                                : locale.text("desk_setting_default"));
}

std::optional<ports::SettingChange> wish_in_form(const Visit& visit, const Setting& setting) {
  if (setting.form == SettingForm::yes_no) {
    // A box that is not ticked is not sent: a hidden field says that it was there.
    if (field_of(visit, "has." + setting.name).empty()) return std::nullopt;
    return ports::SettingChange{setting.name,
                                field_of(visit, setting.name) == "true" ? "true" : "false"};
  }
  const auto form = visit.request.form(kFormLimits);
  if (!form) return std::nullopt;
  const auto sent = form->find(setting.name);
  if (!sent) return std::nullopt;
  const std::string value{trim(*sent)};
  if (!setting.is_secret || !value.empty()) return ports::SettingChange{setting.name, value};
  if (field_of(visit, std::string(kForget) + setting.name).empty()) return std::nullopt;
  return ports::SettingChange{setting.name, ""};
}

}  // namespace aan::web
