#pragma once
#include <string>

#include "worker/epub/archive.hpp"
#include "worker/epub/package.hpp"

namespace aan::worker::epub {

/// What a page shows or sounds, by the manifest: pictures, fonts, style sheets, sound. Chapters and
/// tables of contents are said where they are read. Each answer is a sentence for the report, or
/// empty when all is well.

/// Of files that the archive does not have.
std::string missing_resources(const Archive& archive, const Package& package);

/// Of files whose content does not have its check sum or does not unpack. Looks at the first
/// `kResourceBytesMax` bytes that the resources unpack to, in the order of the manifest: what a
/// long recording comes after is not looked at.
std::string damaged_resources(Archive& archive, const Package& package);

}  // namespace aan::worker::epub
