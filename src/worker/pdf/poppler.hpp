#pragma once
#include <cairo.h>
#include <poppler.h>

#include <memory>
#include <string>

#include "base/result.hpp"

namespace aan::worker::pdf {

/// The functions of poppler-glib that we call, of the library as it is installed. Loaded by name:
/// linked, it would cost each job of the worker 3 ms, also those that read no PDF (ADR 0065).
struct Poppler {
  decltype(&poppler_document_new_from_fd) document_new_from_fd;
  decltype(&poppler_document_get_n_pages) document_get_n_pages;
  decltype(&poppler_document_get_page) document_get_page;
  decltype(&poppler_document_get_title) document_get_title;
  decltype(&poppler_document_get_author) document_get_author;
  decltype(&poppler_document_get_subject) document_get_subject;
  decltype(&poppler_document_get_keywords) document_get_keywords;
  decltype(&poppler_document_get_metadata) document_get_metadata;
  decltype(&poppler_document_get_pdf_version) document_get_pdf_version;
  decltype(&poppler_document_has_attachments) document_has_attachments;
  decltype(&poppler_page_get_size) page_get_size;
  decltype(&poppler_page_get_text) page_get_text;
  decltype(&poppler_page_render_for_printing) page_render;
  decltype(&poppler_index_iter_new) index_iter_new;
  decltype(&poppler_index_iter_free) index_iter_free;
  decltype(&poppler_index_iter_next) index_iter_next;
  decltype(&poppler_index_iter_get_child) index_iter_get_child;
  decltype(&poppler_index_iter_get_action) index_iter_get_action;
  decltype(&poppler_action_free) action_free;
  decltype(&poppler_font_info_new) font_info_new;
  decltype(&poppler_font_info_free) font_info_free;
  decltype(&poppler_font_info_scan) font_info_scan;
  decltype(&poppler_fonts_iter_free) fonts_iter_free;
  decltype(&poppler_fonts_iter_next) fonts_iter_next;
  decltype(&poppler_fonts_iter_is_embedded) fonts_iter_is_embedded;

  /// Before the sandbox closes. Errors: unavailable (not installed, or too old).
  static Result<Poppler> load();
};

struct Unref {
  void operator()(void* object) const;
};
using Document = std::unique_ptr<PopplerDocument, Unref>;
using Page = std::unique_ptr<PopplerPage, Unref>;

/// The document behind a descriptor, which is taken over. Errors: invalid (no PDF, damaged,
/// encrypted, without pages), too_large.
Result<Document> open_document(const Poppler& poppler, int fd);

/// A text that poppler gave us, empty for none; frees it.
std::string taken(char* text);

}  // namespace aan::worker::pdf
