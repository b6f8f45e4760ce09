#pragma once
#include <optional>
#include <string_view>

#include "service/delivery/keep_pictures.hpp"
#include "web/view/picture_size.hpp"

namespace aan::web {

/// What a JPEG's beginning says of its size: of pictures that the worker wrote, the frame header is
/// within the first few hundred bytes. Nothing: it is not there.
std::optional<PictureSize> jpeg_size(std::string_view beginning);

/// The size of a picture that may be shown to everybody. Nothing where there is none, or no whole
/// copy of it.
std::optional<PictureSize> size_of_picture(service::KeepPictures& pictures, const crypto::Cid& cid);

}  // namespace aan::web
