#pragma once
#include "service/room.hpp"

namespace aan::service {

/// Longer than anybody takes between keeping a content and writing down the book that it belongs
/// to.
inline constexpr Duration kUnusedBlobKeptFor = Duration::days(1);

/// Removes a content that no file, cover, thumbnail or sample of the catalogue refers to, that is
/// not made of one (`derived_content`), and that nobody has put for `kUnusedBlobKeptFor`: left by a
/// crash, or by an import that failed. Says whether it went. Errors: of the store and of
/// `BlobStore::remove`.
Result<bool> sweep_blob(const Room& room, const crypto::Cid& cid);

}  // namespace aan::service
