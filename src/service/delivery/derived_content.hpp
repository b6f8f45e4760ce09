#pragma once
#include <string>
#include <string_view>

#include "service/room.hpp"

namespace aan::service {

/// Contents that are made from others once and kept: texts for reading on pages, samples as files.
/// Lost ones are made again; what nothing names any more is swept.

/// The word that is kept under `area` for `key`, and the content with it.
struct DerivedContent {
  std::string made_of;                 ///< what it was made of and how, in the caller's words
  std::optional<crypto::Cid> content;  ///< nothing: it cannot be made
};
Result<std::optional<DerivedContent>> find_derived(const ports::Snapshot& at, std::string_view area,
                                                   std::string_view key);
/// The same in a snapshot of its own.
Result<std::optional<DerivedContent>> find_derived(const Room& room, std::string_view area,
                                                   std::string_view key);
/// In the place of what was kept; the content before is not named any more.
Result<> keep_derived(const Room& room, std::string_view area, const std::string& key,
                      const DerivedContent& made);
/// Nothing is kept for the key any more. Idempotent.
Result<> forget_derived(ports::UnitOfWork& unit, std::string_view area, const std::string& key);
/// Whether a content is named so.
Result<bool> is_derived_content(const ports::Snapshot& at, const crypto::Cid& cid);

}  // namespace aan::service
