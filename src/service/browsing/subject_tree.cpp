#include "service/browsing/subject_tree.hpp"

#include <algorithm>
#include <tuple>

#include "base/text.hpp"
#include "base/words.hpp"
#include "domain/catalog/subject_heading.hpp"

namespace aan::service {
namespace {

constexpr std::string_view kThema = "thema-";
constexpr std::string_view kBisac = "bisac-";
constexpr std::size_t kPartsMax = 12;

SubjectKind kind_of(std::string_view slug) {
  if (slug.starts_with(kThema)) return SubjectKind::thema;
  if (slug.starts_with(kBisac)) return SubjectKind::bisac;
  return SubjectKind::words;
}

void sort(std::vector<SubjectNode>& nodes) {
  std::ranges::sort(nodes, [](const SubjectNode& a, const SubjectNode& b) {
    return std::tie(a.label, a.slug) < std::tie(b.label, b.slug);
  });
}

}  // namespace

SubjectTree::SubjectTree(const std::vector<catalog::SubjectCount>& subjects)
    : known_(subjects.size()) {
  for (const catalog::SubjectCount& one : subjects)
    slugs_.emplace(folded_name(one.subject.name), one.subject.slug);
  for (const catalog::SubjectCount& one : subjects) {
    const SubjectKind kind = kind_of(one.subject.slug);
    if (kind == SubjectKind::words)
      add_words(one);
    else
      add_code(one, kind);
  }
  // Codes know what is above them once all are there.
  for (auto& [slug, entry] : entries_)
    if (entry.node.kind != SubjectKind::words) entry.above = broader_code(entry.node);
  for (const auto& [slug, entry] : entries_)
    if (const auto above = entries_.find(entry.above); above != entries_.end())
      above->second.node.narrower += 1;
}

void SubjectTree::add_words(const catalog::SubjectCount& one) {
  const std::string_view name = one.subject.name;
  std::vector<std::string_view> parts = catalog::heading_parts(name);
  if (parts.empty()) parts.push_back(name);
  const auto behind = [&](std::string_view part) {  // a part: where in the name it ends
    return static_cast<std::size_t>(part.data() - name.data()) + part.size();
  };
  if (parts.size() > kPartsMax) {
    parts.resize(kPartsMax);  // the last of them is all that is left
    parts.back() = name.substr(behind(parts.back()) - parts.back().size());
  }
  std::string above;
  for (const std::string_view& part : parts) {
    const bool is_last = &part == &parts.back();
    const std::string_view whole = is_last ? name : name.substr(0, behind(part));
    const auto known = is_last ? slugs_.end() : slugs_.find(folded_name(whole));
    std::string key = is_last                 ? one.subject.slug
                      : known == slugs_.end() ? slug(whole)
                                              : known->second;
    // A heading that is cut to the same slug as its beginning is that one.
    if (!is_last && (key == above || key == one.subject.slug)) continue;
    Entry& entry = entries_[key];
    if (entry.node.slug.empty()) {
      entry.node.slug = key;
      entry.node.label = std::string(part);
      entry.node.name = std::string(whole);
      entry.above = above;
    }
    if (is_last) entry.node.works = one.works;
    above = std::move(key);
  }
}

void SubjectTree::add_code(const catalog::SubjectCount& one, SubjectKind kind) {
  Entry& entry = entries_[one.subject.slug];
  entry.node = {one.subject.slug, one.subject.name, one.works, 0, 0, kind, one.subject.name};
}

std::string SubjectTree::broader_code(const SubjectNode& node) const {
  const auto has = [&](const std::string& slug) {
    return slug != node.slug && entries_.contains(slug);
  };
  if (node.kind == SubjectKind::thema) {
    for (std::size_t size = node.slug.size() - 1; size > kThema.size(); --size)
      if (std::string above = node.slug.substr(0, size); has(above)) return above;
    return {};
  }
  // Three letters and six digits, of which the last three tell a subject's own parts apart.
  constexpr std::size_t kBisacBytes = 9;
  if (node.slug.size() != kBisac.size() + kBisacBytes) return {};
  for (const std::size_t zeros : {3U, 6U}) {
    std::string above = node.slug.substr(0, node.slug.size() - zeros) + std::string(zeros, '0');
    if (has(above)) return above;
  }
  return {};
}

std::vector<SubjectNode> SubjectTree::top(SubjectKind kind) const {
  std::vector<SubjectNode> nodes;
  for (const auto& [slug, entry] : entries_)
    if (entry.node.kind == kind && entry.above.empty()) nodes.push_back(entry.node);
  sort(nodes);
  return nodes;
}

std::vector<SubjectNode> SubjectTree::narrower(std::string_view slug) const {
  std::vector<SubjectNode> nodes;
  if (slug.empty()) return nodes;
  for (const auto& [key, entry] : entries_)
    if (entry.above == slug) nodes.push_back(entry.node);
  sort(nodes);
  return nodes;
}

std::vector<SubjectNode> SubjectTree::broader(std::string_view slug) const {
  std::vector<SubjectNode> nodes;
  auto at = entries_.find(slug);
  while (at != entries_.end() && !at->second.above.empty() && nodes.size() < kPartsMax) {
    at = entries_.find(at->second.above);
    if (at != entries_.end()) nodes.push_back(at->second.node);
  }
  std::ranges::reverse(nodes);
  return nodes;
}

std::string SubjectTree::prefix_below(std::string_view slug) {
  switch (kind_of(slug)) {
    case SubjectKind::words: return std::string(slug) + "-";
    case SubjectKind::thema: return std::string(slug);
    case SubjectKind::bisac: break;
  }
  while (slug.ends_with("000")) slug.remove_suffix(3);
  return std::string(slug);
}

std::optional<SubjectNode> SubjectTree::find(std::string_view slug) const {
  const auto found = entries_.find(slug);
  return found == entries_.end() ? std::nullopt : std::optional(found->second.node);
}

void SubjectTree::set_below(std::string_view slug, std::int64_t works) {
  if (const auto found = entries_.find(slug); found != entries_.end())
    found->second.node.below = works;
}

}  // namespace aan::service
