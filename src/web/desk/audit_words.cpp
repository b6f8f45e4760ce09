#include "web/desk/audit_words.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "web/view/sale/plain_words.hpp"

namespace aan::web {
namespace {

// Notes that are lists of names, and where the locale has the words of such a name.
struct Names {
  std::string_view action;
  std::string_view prefix;
};
constexpr Names kAbout[] = {{"person.invited", "desk_role."}, {"settings.changed", "setting."}};
constexpr Names kDetail[] = {{"api_key.made", "desk_scope."},
                             {"person.joined", "desk_role."},
                             {"person.role", "desk_role."},
                             {"webhook.made", "desk_event."},
                             {"webhook.changed", "desk_event."}};

template <std::size_t size>
std::string in_words(const Locale& locale, const Names (&table)[size], std::string_view action,
                     std::string_view note) {
  const auto* const found = std::ranges::find(table, action, &Names::action);
  if (found == std::end(table)) return plain_words(note, locale);
  std::string text;
  for (const std::string_view word : split(note, ' ')) {
    const std::string* words = locale.find(std::string(found->prefix) + std::string(word));
    if (!text.empty()) text += text.ends_with(';') ? " " : "; ";
    text += words == nullptr ? std::string(word) : *words;
  }
  return text;
}

}  // namespace

std::string audit_act(const Locale& locale, const desk::AuditEntry& entry) {
  const std::string* words = locale.find("desk_act." + entry.action);
  return words == nullptr ? entry.action : *words;
}

std::string audit_about(const Locale& locale, const desk::AuditEntry& entry) {
  return in_words(locale, kAbout, entry.action, entry.subject);
}

std::string audit_detail(const Locale& locale, const desk::AuditEntry& entry) {
  return in_words(locale, kDetail, entry.action, entry.detail);
}

}  // namespace aan::web
