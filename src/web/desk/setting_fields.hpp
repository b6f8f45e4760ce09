#pragma once
#include <optional>
#include <string>
#include <vector>

#include "ports/settings_book.hpp"
#include "web/desk/desk_front.hpp"
#include "web/view/page_writer.hpp"

namespace aan::web {

/// What is wrong with which field of a form of settings.
struct FieldFault {
  std::string key;
  std::string sentence;
};
/// The field that an error of `service::change_settings` is about; nothing when it is about none.
std::optional<FieldFault> field_fault(const Locale& locale, const Error& error);

/// The same error, naming its setting as people do.
Error in_words(const Locale& locale, Error error);

/// How people call a setting; its key where the locale has no words.
std::string setting_label(const Locale& locale, std::string_view key);

/// How people call one of the words that a setting takes; the word where the locale has none.
std::string setting_word(const Locale& locale, std::string_view key, std::string_view word);

/// Fills a block FIELD of the template `desk/setting_field` for a setting that can be changed: with
/// what it says, or with what the form of this visit says (never a secret).
void fill_setting_field(Block& field, const ports::Setting& setting, const Visit* typed,
                        const FieldFault* fault);
/// A setting that cannot be changed here, with where it comes from.
void fill_fixed_setting(Block& fixed, const ports::Setting& setting);

/// What the form of this visit wishes of a setting; nothing when it has no field of it. A secret
/// that is left empty stays, unless its box "forget" is ticked.
std::optional<ports::SettingChange> wish_in_form(const Visit& visit, const ports::Setting& setting);

}  // namespace aan::web
