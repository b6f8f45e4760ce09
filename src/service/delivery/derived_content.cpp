#include "service/delivery/derived_content.hpp"

namespace aan::service {
namespace {

constexpr std::string_view kContents = "derived";  // CID -> whose it is
constexpr char kBetween = ' ';
constexpr std::string_view kNothing = "-";

std::optional<DerivedContent> parse(const std::string& kept) {
  const std::size_t at = kept.rfind(kBetween);
  if (at == kept.npos) return std::nullopt;
  DerivedContent made{kept.substr(0, at), std::nullopt};
  const std::string_view word = std::string_view(kept).substr(at + 1);
  if (word == kNothing) return made;
  const auto cid = crypto::Cid::parse(word);
  if (!cid) return std::nullopt;
  made.content = *cid;
  return made;
}

}  // namespace

Result<std::optional<DerivedContent>> find_derived(const ports::Snapshot& at, std::string_view area,
                                                   std::string_view key) {
  const auto kept = AAN_TRY(at.records().find(area, key));
  return kept ? parse(*kept) : std::nullopt;
}

Result<std::optional<DerivedContent>> find_derived(const Room& room, std::string_view area,
                                                   std::string_view key) {
  std::optional<DerivedContent> found;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    found = AAN_TRY(find_derived(at, area, key));
    return {};
  }));
  return found;
}

Result<> keep_derived(const Room& room, std::string_view area, const std::string& key,
                      const DerivedContent& made) {
  return room.store.write("derived.keep", [&](ports::UnitOfWork& unit) -> Result<> {
    const auto kept = AAN_TRY(unit.records().find(area, key));
    const auto before = kept ? parse(*kept) : std::nullopt;
    if (before && before->content && before->content != made.content)
      AAN_TRY(unit.records().remove(kContents, before->content->text()));
    const std::string word = made.content ? made.content->text() : std::string(kNothing);
    AAN_TRY(unit.records().put(area, key, made.made_of + kBetween + word));
    if (made.content)
      AAN_TRY(unit.records().put(kContents, made.content->text(), std::string(area) + " " + key));
    return {};
  });
}

Result<> forget_derived(ports::UnitOfWork& unit, std::string_view area, const std::string& key) {
  const auto kept = AAN_TRY(unit.records().find(area, key));
  if (!kept) return {};
  if (const auto before = parse(*kept); before && before->content)
    AAN_TRY(unit.records().remove(kContents, before->content->text()));
  return unit.records().remove(area, key);
}

Result<bool> is_derived_content(const ports::Snapshot& at, const crypto::Cid& cid) {
  return AAN_TRY(at.records().find(kContents, cid.text())).has_value();
}

}  // namespace aan::service
