#include "worker/paper/paper.hpp"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>

#include "worker/draw/canvas.hpp"

namespace aan::worker::paper {
namespace {

// Points of A4.
constexpr double kWidth = 595.28;
constexpr double kHeight = 841.89;
constexpr double kLeft = 62;
constexpr double kRight = kWidth - 62;
constexpr double kTop = 64;
constexpr double kBottom = kHeight - 74;
constexpr double kMiddle = 340;  ///< where the right-hand column begins
constexpr double kAmountWidth = 110;

constexpr double kText = 10.5;
constexpr double kSmall = 9;
constexpr double kLeading = 2.5;  ///< between the lines of an address
constexpr double kStamp = 76;
constexpr double kStampTurn = -0.62;  ///< radians
constexpr double kTitle = 25;
constexpr double kTitleLeast = 15;

constexpr draw::Colour kInk = 0x201c18;
constexpr draw::Colour kQuiet = 0x6b6258;
constexpr draw::Colour kRule = 0xcfc6b8;
constexpr draw::Colour kWarn = 0x8f2f20;
constexpr draw::Colour kPale = 0xf4e3dd;

enum class Side : std::uint8_t { start, middle, end };

struct Set {
  double size = kText;
  draw::Colour colour = kInk;
  Side side = Side::start;
};

cairo_status_t append(void* to, const unsigned char* bytes, unsigned int size) {
  static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), size);
  return CAIRO_STATUS_SUCCESS;
}

// Arabic, the one of the shop's languages that is; others that are would mirror the paper as well.
bool is_from_right(const Order& order) {
  const std::string_view tag = std::string_view(order.language).substr(0, 2);
  return tag == "ar" || tag == "he" || tag == "fa" || tag == "ur";
}

// Each line in the direction of its own first letter, between a FIRST STRONG ISOLATE and its end:
// "4 Bakery Lane" stays what it is among Arabic.
std::string set_apart(const std::string& words) {
  std::string out = "\u2068";
  for (const char c : words) {
    if (c == '\n')
      out += "\u2069\n\u2068";
    else
      out += c;
  }
  return out + "\u2069";
}

/// Sets a paper from the top; begins a new page when the present one is full.
class Setter {
 public:
  Setter(cairo_t* cr, PangoContext* context, const Order& order, int pages)
      : cr_(cr), context_(context), order_(order), pages_(pages) {}

  int set() {
    set_mark();
    set_head();
    set_people();
    set_table();
    for (const std::string& note : order_.notes) {
      make_room(text(note, kLeft, kRight - kLeft, {kText, kInk, Side::start}, false) + 8);
      y_ += text(note, kLeft, kRight - kLeft, {kText, kInk, Side::start}) + 8;
    }
    end_page();
    return page_;
  }

 private:
  // Draws a text in a column and gives back its height; only measures when not `is_drawn`.
  double text(const std::string& words, double x, double width, const Set& how,
              bool is_drawn = true) {
    draw::Object<PangoLayout> layout(pango_layout_new(context_));
    PangoFontDescription* description = pango_font_description_new();
    pango_font_description_set_family(description, draw::font_families());
    pango_font_description_set_absolute_size(description, how.size * PANGO_SCALE);
    pango_layout_set_font_description(layout.get(), description);
    pango_font_description_free(description);
    PangoAttrList* attributes = pango_attr_list_new();
    // Figures of one width stand in columns; all hyphens of a number stand at one height.
    pango_attr_list_insert(attributes,
                           pango_attr_font_features_new("kern=1,lnum=1,tnum=1,liga=0,calt=0"));
    pango_layout_set_attributes(layout.get(), attributes);
    pango_attr_list_unref(attributes);
    // On a paper that is read from the right every line begins there, whatever it is written in.
    if (is_from_right_) pango_layout_set_auto_dir(layout.get(), FALSE);
    const std::string shown = is_from_right_ ? set_apart(words) : words;
    pango_layout_set_text(layout.get(), shown.data(), static_cast<int>(shown.size()));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_width(layout.get(), static_cast<int>(std::lround(width * PANGO_SCALE)));
    if ((how.side == Side::end) != is_from_right_)
      pango_layout_set_alignment(layout.get(), PANGO_ALIGN_RIGHT);
    if (how.side == Side::middle) pango_layout_set_alignment(layout.get(), PANGO_ALIGN_CENTER);
    PangoRectangle logical;
    pango_layout_get_extents(layout.get(), nullptr, &logical);
    if (is_drawn) {
      draw::set_colour(cr_, how.colour);
      const bool is_mirrored = is_from_right_ && how.side != Side::middle;
      cairo_move_to(cr_, is_mirrored ? kLeft + kRight - x - width : x, y_);
      pango_cairo_show_layout(cr_, layout.get());
    }
    return static_cast<double>(logical.height) / PANGO_SCALE;
  }
  void rule(double y) { draw::fill_rectangle(cr_, kLeft, y, kRight - kLeft, 0.6, kRule); }

  void end_page() {
    const double y = y_;
    y_ = kHeight - 50;
    std::string count = order_.page;
    const auto put = [&](std::string_view mark, int number) {
      if (const auto at = count.find(mark); at != count.npos)
        count.replace(at, mark.size(), std::to_string(number));
    };
    put("{number}", page_);
    put("{count}", pages_);
    text(order_.foot, kLeft, kMiddle, {kSmall, kQuiet, Side::start});
    text(count, kMiddle, kRight - kMiddle, {kSmall, kQuiet, Side::end});
    y_ = y;
    cairo_show_page(cr_);
  }
  void make_room(double height) {
    if (y_ + height <= kBottom) return;
    end_page();
    ++page_;
    y_ = kTop;
    set_mark();
  }

  // What is not real says so on every page: across it, and in words at its top.
  void set_mark() {
    if (order_.mark.text.empty()) return;
    y_ = -kStamp * 0.7;
    cairo_save(cr_);
    cairo_translate(cr_, kWidth / 2, kHeight / 2);
    cairo_rotate(cr_, kStampTurn);
    text(order_.mark.text, -kWidth, kWidth * 2, {kStamp, kPale, Side::middle});
    cairo_restore(cr_);
    y_ = kTop - 36;
    const double high = text(order_.mark.detail, kLeft, kRight - kLeft, {kText}, false);
    draw::fill_rectangle(cr_, kLeft, y_, kRight - kLeft, high + 10, kPale);
    y_ += 5;
    text(order_.mark.detail, kLeft, kRight - kLeft, {kText, kWarn, Side::middle});
    y_ = kTop + 14;
  }

  void set_head() {
    const double top = y_;
    const double width = kMiddle - kLeft - 20;
    // On one line if any size lets it.
    double size = kTitle;
    while (size > kTitleLeast && text(order_.title, kLeft, width, {size}, false) > size * 1.6)
      size -= 1;
    const double title = text(order_.title, kLeft, width, {size});
    double y = top + 4;
    for (std::size_t i = 0; i < order_.from.size(); ++i) {
      y_ = y;
      y += text(order_.from[i], kMiddle, kRight - kMiddle,
                {i == 0 ? kText + 2 : kSmall + 0.5, i == 0 ? kInk : kQuiet, Side::end}) +
           kLeading;
    }
    y_ = std::max(top + title, y) + 30;
  }

  void set_people() {
    const double top = y_;
    if (!order_.to.empty()) {
      y_ += text(order_.to_head, kLeft, kMiddle - kLeft - 20, {kSmall, kQuiet, Side::start}) +
            kLeading + 1;
      for (const std::string& line : order_.to)
        y_ += text(line, kLeft, kMiddle - kLeft - 20, {kText}) + kLeading;
    }
    const double left = y_;
    y_ = top;
    for (const Row& fact : order_.facts) {
      const double name =
          text(fact.text, kMiddle, 78, {kSmall, kQuiet, Side::start}, /*is_drawn=*/true);
      const double value = text(fact.detail, kMiddle + 84, kRight - kMiddle - 84, {kText});
      y_ += std::max(name, value) + kLeading;
    }
    y_ = std::max(left, y_) + 28;
  }

  void set_row(const Row& row, const Set& how, double gap) {
    const double width = kRight - kLeft - kAmountWidth - 12;
    const double detail =
        row.detail.empty() ? 0 : text(row.detail, kLeft, width, {kSmall, kQuiet}, false);
    const double height = text(row.text, kLeft, width, how, false) + detail;
    make_room(height + gap);
    Set amount = how;
    amount.side = Side::end;
    text(row.amount, kRight - kAmountWidth, kAmountWidth, amount);
    y_ += text(row.text, kLeft, width, how);
    if (detail > 0) y_ += text(row.detail, kLeft, width, {kSmall, kQuiet});
    y_ += gap;
  }

  void set_table() {
    set_row(order_.head, {kSmall, kQuiet}, 4);
    rule(y_);
    y_ += 8;
    for (const Row& row : order_.rows) set_row(row, {kText}, 7);
    make_room(60);
    rule(y_);
    y_ += 8;
    for (std::size_t i = 0; i < order_.sums.size(); ++i) {
      const bool is_last = i + 1 == order_.sums.size();
      if (is_last) y_ += 5;
      set_row(order_.sums[i], {is_last ? kText + 2 : kText, is_last ? kInk : kQuiet},
              is_last ? 22 : 3);
    }
  }

  cairo_t* cr_;
  PangoContext* context_;
  const Order& order_;
  const int pages_;
  const bool is_from_right_ = is_from_right(order_);
  double y_ = kTop;
  int page_ = 1;
};

Result<int> set_on(std::string& pdf, const draw::Fonts& fonts, const Order& order, int pages) {
  const draw::Surface surface(cairo_pdf_surface_create_for_stream(append, &pdf, kWidth, kHeight));
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, order.title.c_str());
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATOR, "Asymmetry");
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE,
                                 order.made_at.c_str());
  const draw::Context cr(cairo_create(surface.get()));
  const auto context = fonts.context();
  pango_cairo_update_context(cr.get(), context.get());
  pango_context_set_language(context.get(), pango_language_from_string(order.language.c_str()));
  if (is_from_right(order)) pango_context_set_base_dir(context.get(), PANGO_DIRECTION_RTL);
  const int count = Setter(cr.get(), context.get(), order, pages).set();
  cairo_surface_finish(surface.get());
  const cairo_status_t status = cairo_surface_status(surface.get());
  if (status != CAIRO_STATUS_SUCCESS || cairo_status(cr.get()) != CAIRO_STATUS_SUCCESS)
    return fail(Errc::internal, "paper.write", cairo_status_to_string(status));
  return count;
}

}  // namespace

Result<std::string> write_pdf(const draw::Fonts& fonts, const Order& order) {
  std::string first;
  const int pages = AAN_TRY(set_on(first, fonts, order, 1));
  std::string pdf;
  AAN_TRY(set_on(pdf, fonts, order, pages));
  return pdf;
}

}  // namespace aan::worker::paper
