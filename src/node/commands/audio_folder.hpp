#pragma once
#include <filesystem>

#include "base/file.hpp"
#include "base/result.hpp"

namespace aan::node {

inline constexpr std::size_t kAudioFolderFilesMax = 2000;

/// A folder of tracks as the one file that is sold: a zip in which they lie unpacked, in the order
/// of their names, with nothing of the machine in it (no times, no rights), so that the same folder
/// gives the same file for ever. Taken are tracks, pictures and a manifest that lie directly in it,
/// and M4B files where there is a manifest or no other track: beside tracks they are other books;
/// whatever else is there is left. Nothing is parsed. The file has no name and is written into
/// `scratch`. Errors: invalid (no track, a name that is not UTF-8, too many), too_large (1 GB),
/// unavailable (the disk), each with a sentence.
Result<FileDescriptor> pack_audio_folder(const std::filesystem::path& folder,
                                         const std::filesystem::path& scratch);

}  // namespace aan::node
