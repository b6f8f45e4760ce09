#include "adapters/search_xapian/errors.hpp"

#include <xapian.h>

#include <cerrno>
#include <cstring>

namespace aan::search_xapian {
namespace {

// Xapian keeps only the text of a failed system call.
bool is_about_the_system(const Xapian::Error& error) {
  const char* text = error.get_error_string();
  if (text == nullptr) return false;
  for (const int code : {ENOSPC, EDQUOT, EACCES, EPERM, EROFS, EMFILE, ENFILE, ENOMEM, EFBIG})
    if (std::strcmp(text, std::strerror(code)) == 0) return true;
  return false;
}

Errc code_of(const Xapian::Error& error) {
  const std::string_view type = error.get_type();
  if (type == "DatabaseLockError" || type == "DatabaseModifiedError" ||
      type == "DatabaseClosedError" || type == "DatabaseCreateError" || is_about_the_system(error))
    return Errc::unavailable;
  // Numbers and strings out of range come from reading what is not ours.
  if (type.starts_with("Database") || type == "SerialisationError" || type == "RangeError" ||
      type == "DocNotFoundError")
    return Errc::corrupt;
  return Errc::internal;
}

}  // namespace

std::unexpected<Error> as_error(std::string_view step, const Xapian::Error& error) {
  return fail(code_of(error), step, error.get_description(),
              "The search does not work at the moment.");
}

}  // namespace aan::search_xapian
