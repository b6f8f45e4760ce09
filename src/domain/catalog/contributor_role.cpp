#include "domain/catalog/contributor_role.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"

namespace aan::catalog {
namespace {

struct Part {
  ContributorRole role;
  std::string_view code;  // MARC
  std::string_view word;
  std::string_view onix;  // list 17
};
constexpr auto kParts = std::to_array<Part>({
    {ContributorRole::author, "aut", "author", "A01"},
    {ContributorRole::translator, "trl", "translator", "B06"},
    {ContributorRole::illustrator, "ill", "illustrator", "A12"},
    {ContributorRole::editor, "edt", "editor", "B01"},
    {ContributorRole::narrator, "nrt", "narrator", "E07"},
    {ContributorRole::adapter, "adp", "adapter", "B05"},
    {ContributorRole::compiler, "com", "compiler", "C01"},
    {ContributorRole::introduction, "aui", "introduction", "A24"},
    {ContributorRole::afterword, "aft", "afterword", "A19"},
    {ContributorRole::annotator, "ann", "annotator", "A20"},
    {ContributorRole::commentator, "cmm", "commentator", "A21"},
    {ContributorRole::artist, "art", "artist", "A07"},
    {ContributorRole::photographer, "pht", "photographer", "A13"},
    {ContributorRole::penciler, "pnc", "penciler", "A12"},
    {ContributorRole::inker, "ink", "inker", "A46"},
    {ContributorRole::colorist, "clr", "colorist", "A47"},
    {ContributorRole::letterer, "ltr", "letterer", "A48"},
    {ContributorRole::cover, "cov", "cover", "A36"},
    {ContributorRole::composer, "cmp", "composer", "A06"},
    {ContributorRole::transcriber, "trc", "transcriber", "Z99"},
    {ContributorRole::other, "ctb", "contributor", "Z99"},
});

using Known = std::pair<std::string_view, ContributorRole>;

// Relators that say a part more finely than books are told apart by.
constexpr auto kFinerCodes = std::to_array<Known>({{"win", ContributorRole::introduction},
                                                   {"wfw", ContributorRole::introduction},
                                                   {"wpr", ContributorRole::introduction},
                                                   {"waw", ContributorRole::afterword},
                                                   {"wac", ContributorRole::commentator},
                                                   {"cwt", ContributorRole::commentator},
                                                   {"bjd", ContributorRole::cover}});
// What people write of a part that has another word here.
constexpr auto kOtherWords = std::to_array<Known>({{"foreword", ContributorRole::introduction},
                                                   {"preface", ContributorRole::introduction},
                                                   {"introducer", ContributorRole::introduction},
                                                   {"epilogue", ContributorRole::afterword},
                                                   {"reader", ContributorRole::narrator},
                                                   {"photography", ContributorRole::photographer},
                                                   {"penciller", ContributorRole::penciler},
                                                   {"colourist", ContributorRole::colorist},
                                                   {"cover artist", ContributorRole::cover}});
// Whatever list 17 tells apart and a shop does not: "foreword by", "retold by", "volume editor".
constexpr auto kFinerOnix = std::to_array<Known>(
    {{"A02", ContributorRole::author},       {"A03", ContributorRole::author},
     {"A15", ContributorRole::introduction}, {"A16", ContributorRole::introduction},
     {"A23", ContributorRole::introduction}, {"A29", ContributorRole::introduction},
     {"A22", ContributorRole::afterword},    {"A25", ContributorRole::annotator},
     {"B02", ContributorRole::editor},       {"B03", ContributorRole::adapter},
     {"B04", ContributorRole::editor},       {"B07", ContributorRole::editor},
     {"B09", ContributorRole::editor},       {"B11", ContributorRole::editor},
     {"B13", ContributorRole::editor},       {"B08", ContributorRole::translator},
     {"B10", ContributorRole::translator},   {"B22", ContributorRole::adapter},
     {"C02", ContributorRole::compiler},     {"A08", ContributorRole::photographer},
     {"A35", ContributorRole::illustrator},  {"E03", ContributorRole::narrator}});

constexpr auto kRoles = [] {
  std::array<ContributorRole, kParts.size()> roles{};
  for (std::size_t i = 0; i < roles.size(); ++i) roles[i] = kParts[i].role;
  return roles;
}();

const Part& part_of(ContributorRole role) {
  const auto* const part = std::ranges::find(kParts, role, &Part::role);
  return part == kParts.end() ? kParts.back() : *part;
}

ContributorRole role_in(std::span<const Known> finer, std::string_view code) {
  const auto known = std::ranges::find(finer, code, &Known::first);
  return known == finer.end() ? ContributorRole::other : known->second;
}

}  // namespace

std::span<const ContributorRole> contributor_roles() { return kRoles; }

std::string_view code_of(ContributorRole role) { return part_of(role).code; }

ContributorRole contributor_role(std::string_view relator_code) {
  const auto* const part = std::ranges::find(kParts, relator_code, &Part::code);
  return part == kParts.end() ? role_in(kFinerCodes, relator_code) : part->role;
}

std::string_view word_of(ContributorRole role) { return part_of(role).word; }

std::optional<ContributorRole> role_of_word(std::string_view word) {
  const std::string said = lower_ascii(trim(word));
  const auto* const part = std::ranges::find(kParts, said, &Part::word);
  if (part != kParts.end()) return part->role;
  const auto* const other = std::ranges::find(kOtherWords, said, &Known::first);
  return other == kOtherWords.end() ? std::nullopt : std::optional(other->second);
}

std::string_view onix_code_of(ContributorRole role) { return part_of(role).onix; }

ContributorRole role_of_onix(std::string_view code) {
  if (code == "Z99") return ContributorRole::other;
  const auto* const part = std::ranges::find(kParts, code, &Part::onix);
  return part == kParts.end() ? role_in(kFinerOnix, code) : part->role;
}

}  // namespace aan::catalog
