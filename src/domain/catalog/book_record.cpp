#include "domain/catalog/book_record.hpp"

#include <array>
#include <utility>

namespace aan::catalog {
namespace {
constexpr std::array<std::pair<ContributorRole, std::string_view>, 6> kRoles = {{
    {ContributorRole::author, "aut"},
    {ContributorRole::translator, "trl"},
    {ContributorRole::illustrator, "ill"},
    {ContributorRole::editor, "edt"},
    {ContributorRole::narrator, "nrt"},
    {ContributorRole::other, "ctb"},
}};
}  // namespace

std::string_view code_of(ContributorRole role) {
  for (const auto& [known, code] : kRoles)
    if (known == role) return code;
  return "ctb";
}

ContributorRole contributor_role(std::string_view relator_code) {
  for (const auto& [role, code] : kRoles)
    if (code == relator_code) return role;
  return ContributorRole::other;
}

}  // namespace aan::catalog
