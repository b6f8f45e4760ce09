#include "web/view/books/accessibility.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace aan::web {
namespace {

using Words = std::vector<std::string>;

// Words of the vocabulary differ in case and blanks from publisher to publisher.
bool has(const Words& words, std::string_view wanted) {
  return std::ranges::any_of(
      words, [wanted](const std::string& word) { return iequals_ascii(trim(word), wanted); });
}

bool has_any(const Words& words, std::initializer_list<std::string_view> wanted) {
  return std::ranges::any_of(wanted, [&](std::string_view word) { return has(words, word); });
}

class Statements {
 public:
  Statements(const catalog::AccessibilityFacts& facts, bool is_fixed_layout, const Locale& locale)
      : facts_(facts), is_fixed_layout_(is_fixed_layout), locale_(locale) {}

  AccessibilityStatements all() {
    AccessibilityStatements out;
    if (!facts_.stated) {
      out.summary.push_back(locale_.text("a11y_unknown"));
      return out;
    }
    const Words ways = ways_of_reading();
    const Words conformance = conforms();
    out.summary = ways;
    if (!conformance.empty()) out.summary.push_back(conformance.front());
    add(out, "a11y_ways", ways);
    add(out, "a11y_conformance", conformance.empty() ? unknown() : conformance);
    add(out, "a11y_navigation", navigation());
    add(out, "a11y_rich", rich_content());
    add(out, "a11y_hazards", hazards());
    if (!facts_.summary.empty()) add(out, "a11y_summary", {facts_.summary});
    add(out, "a11y_additional", additional());
    return out;
  }

 private:
  void add(AccessibilityStatements& out, std::string_view heading, Words statements) {
    if (!statements.empty()) out.groups.push_back({locale_.text(heading), std::move(statements)});
  }
  Words unknown() const { return {locale_.text("a11y_no_information")}; }
  bool feature(std::string_view name) const { return has(facts_.features, name); }

  Words ways_of_reading() const {
    Words out;
    out.push_back(locale_.text(is_fixed_layout_                     ? "a11y_unmodifiable"
                               : feature("displayTransformability") ? "a11y_modifiable"
                                                                    : "a11y_appearance_unknown"));
    out.push_back(locale_.text(nonvisual()));
    if (has_any(facts_.features, {"alternativeText", "longDescription", "describedMath",
                                  "longDescriptions", "transcript"}))
      out.push_back(locale_.text("a11y_alt_text"));
    if (feature("synchronizedAudioText"))
      out.push_back(locale_.text("a11y_audio_sync"));
    else if (has(facts_.access_modes_sufficient, "auditory") && !has_mode("textual"))
      out.push_back(locale_.text("a11y_audio_only"));
    else if (has_mode("auditory"))
      out.push_back(locale_.text("a11y_audio_clips"));
    return out;
  }

  bool has_mode(std::string_view mode) const { return has(facts_.access_modes, mode); }

  // Readable only when text alone is enough; partly when text is one of several things needed.
  std::string_view nonvisual() const {
    const Words& enough = facts_.access_modes_sufficient;
    if (has(enough, "textual")) return "a11y_readable";
    if (enough.empty() && facts_.access_modes.size() == 1 && has_mode("textual"))
      return "a11y_readable";
    const bool has_text = has_mode("textual") || std::ranges::any_of(enough, [](const auto& set) {
                            return lower_ascii(set).contains("textual");
                          });
    if (has_text) return "a11y_not_fully";
    if (facts_.access_modes.empty() && enough.empty()) return "a11y_nonvisual_unknown";
    return "a11y_not_readable";
  }

  Words conforms() const {
    Words out;
    for (const std::string& claim : facts_.conforms_to) {
      const std::string low = lower_ascii(claim);
      const bool is_known = low.contains("wcag") || low.contains("epub");
      out.push_back(locale_.text(!is_known                ? "a11y_standard_unknown"
                                 : ends_level(low, "aaa") ? "a11y_aaa"
                                 : ends_level(low, "aa")  ? "a11y_aa"
                                 : ends_level(low, "a")   ? "a11y_a"
                                                          : "a11y_standard_unknown"));
      // An address is for machines; a name can be read.
      if (!low.starts_with("http"))
        out.push_back(locale_.text("a11y_claim", {{"standard", claim}}));
    }
    if (!facts_.certified_by.empty())
      out.push_back(locale_.text("a11y_certified", {{"name", facts_.certified_by}}));
    return out;
  }

  static bool ends_level(std::string_view claim, std::string_view level) {
    if (!claim.ends_with(level)) return false;
    claim.remove_suffix(level.size());
    return claim.ends_with(' ') || claim.ends_with('-');
  }

  struct Rule {
    std::string_view feature;
    std::string_view key;
  };

  template <std::size_t N>
  Words matching(const std::array<Rule, N>& rules) const {
    Words out;
    for (const Rule& rule : rules) {
      if (!feature(rule.feature)) continue;
      const std::string& text = locale_.text(rule.key);
      if (std::ranges::find(out, text) == out.end()) out.push_back(text);
    }
    return out;
  }

  Words navigation() const {
    constexpr std::array<Rule, 6> kRules = {{{"tableOfContents", "a11y_toc"},
                                             {"index", "a11y_index"},
                                             {"structuralNavigation", "a11y_headings"},
                                             {"pageNavigation", "a11y_pages"},
                                             {"printPageNumbers", "a11y_pages"},
                                             {"pageList", "a11y_pages"}}};
    return matching(kRules);
  }

  Words rich_content() const {
    constexpr std::array<Rule, 11> kRules = {{{"MathML", "a11y_mathml"},
                                              {"latex", "a11y_latex"},
                                              {"describedMath", "a11y_math_described"},
                                              {"MathML-chemistry", "a11y_chem_mathml"},
                                              {"latex-chemistry", "a11y_chem_latex"},
                                              {"longDescription", "a11y_long_descriptions"},
                                              {"longDescriptions", "a11y_long_descriptions"},
                                              {"closedCaptions", "a11y_closed_captions"},
                                              {"captions", "a11y_closed_captions"},
                                              {"openCaptions", "a11y_open_captions"},
                                              {"transcript", "a11y_transcript"}}};
    return matching(kRules);
  }

  Words hazards() const {
    const Words& said = facts_.hazards;
    if (said.empty()) return unknown();
    Words out;
    if (has(said, "flashing")) out.push_back(locale_.text("a11y_flashing"));
    if (has(said, "motionSimulation")) out.push_back(locale_.text("a11y_motion"));
    if (has(said, "sound")) out.push_back(locale_.text("a11y_sound"));
    if (!out.empty()) return out;
    const bool is_free_of_all = has(said, "noFlashingHazard") && has(said, "noSoundHazard") &&
                                has(said, "noMotionSimulationHazard");
    return {locale_.text(has(said, "none") || is_free_of_all ? "a11y_no_hazards"
                                                             : "a11y_hazards_unknown")};
  }

  Words additional() const {
    Words out;
    for (const std::string& word : facts_.features) {
      const std::string* text = locale_.find("a11y_extra." + std::string(trim(word)));
      if (text != nullptr && std::ranges::find(out, *text) == out.end()) out.push_back(*text);
    }
    return out;
  }

  const catalog::AccessibilityFacts& facts_;
  const bool is_fixed_layout_;
  const Locale& locale_;
};

}  // namespace

AccessibilityStatements accessibility_statements(const catalog::AccessibilityFacts& facts,
                                                 bool is_fixed_layout, const Locale& locale) {
  return Statements(facts, is_fixed_layout, locale).all();
}

}  // namespace aan::web
