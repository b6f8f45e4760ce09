#include "worker/pdf/poppler.hpp"

#include <dlfcn.h>
#include <sys/stat.h>
#include <unistd.h>

#include "worker/pdf/limits.hpp"

namespace aan::worker::pdf {
namespace {

constexpr const char* kLibrary = "libpoppler-glib.so.8";

std::unexpected<Error> refused(Errc code, const char* sentence) {
  return refuse(code, "pdf.open", sentence);
}

struct FreeError {
  void operator()(GError* error) const { g_error_free(error); }
};

}  // namespace

Result<Poppler> Poppler::load() {
  void* library = dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr)
    return fail(Errc::unavailable, "pdf.start", std::string(kLibrary) + " cannot be loaded",
                "PDF files cannot be read at the moment: the library for them is missing.");
  Poppler it = {};
  bool has_all = true;
  const auto find = [&]<class Function>(Function& function, const char* name) {
    function = reinterpret_cast<Function>(dlsym(library, name));
    has_all = has_all && function != nullptr;
  };
  find(it.document_new_from_fd, "poppler_document_new_from_fd");
  find(it.document_get_n_pages, "poppler_document_get_n_pages");
  find(it.document_get_page, "poppler_document_get_page");
  find(it.document_get_title, "poppler_document_get_title");
  find(it.document_get_author, "poppler_document_get_author");
  find(it.document_get_subject, "poppler_document_get_subject");
  find(it.document_get_keywords, "poppler_document_get_keywords");
  find(it.document_get_metadata, "poppler_document_get_metadata");
  find(it.document_get_pdf_version, "poppler_document_get_pdf_version");
  find(it.document_has_attachments, "poppler_document_has_attachments");
  find(it.page_get_size, "poppler_page_get_size");
  find(it.page_get_text, "poppler_page_get_text");
  find(it.page_render, "poppler_page_render_for_printing");
  find(it.index_iter_new, "poppler_index_iter_new");
  find(it.index_iter_free, "poppler_index_iter_free");
  find(it.index_iter_next, "poppler_index_iter_next");
  find(it.index_iter_get_child, "poppler_index_iter_get_child");
  find(it.index_iter_get_action, "poppler_index_iter_get_action");
  find(it.action_free, "poppler_action_free");
  find(it.font_info_new, "poppler_font_info_new");
  find(it.font_info_free, "poppler_font_info_free");
  find(it.font_info_scan, "poppler_font_info_scan");
  find(it.fonts_iter_free, "poppler_fonts_iter_free");
  find(it.fonts_iter_next, "poppler_fonts_iter_next");
  find(it.fonts_iter_is_embedded, "poppler_fonts_iter_is_embedded");
  if (!has_all)
    return fail(Errc::unavailable, "pdf.start", std::string(kLibrary) + " lacks a function",
                "PDF files cannot be read at the moment: the library for them is too old.");
  return it;
}

void Unref::operator()(void* object) const { g_object_unref(object); }

Result<Document> open_document(const Poppler& poppler, int fd) {
  struct stat status{};
  if (fstat(fd, &status) != 0) {
    close(fd);
    return fail(Errc::internal, "pdf.open", "fstat failed");
  }
  if (static_cast<std::uint64_t>(status.st_size) > kFileBytesMax) {
    close(fd);
    return refused(Errc::too_large, "This file is larger than 1 GB.");
  }
  GError* raw = nullptr;
  Document document(poppler.document_new_from_fd(fd, nullptr, &raw));
  const std::unique_ptr<GError, FreeError> error(raw);
  if (!document && error && error->code == POPPLER_ERROR_ENCRYPTED)
    return refused(Errc::invalid,
                   "This PDF is encrypted: it needs a password. Only books without DRM can be "
                   "sold.");
  if (!document)
    return refused(Errc::invalid, "This file is damaged: it begins as a PDF and cannot be read.");
  const int pages = poppler.document_get_n_pages(document.get());
  if (pages <= 0) return refused(Errc::invalid, "This PDF is damaged: it has no pages.");
  if (pages > kPagesMax) return refused(Errc::too_large, "This PDF has more than 20,000 pages.");
  return document;
}

std::string taken(char* text) {
  if (text == nullptr) return {};
  std::string own = text;
  g_free(text);
  return own;
}

}  // namespace aan::worker::pdf
