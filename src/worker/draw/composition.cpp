#include "worker/draw/composition.hpp"

#include <array>
#include <cmath>

namespace aan::worker::draw {
namespace {

struct Frame {
  cairo_t* cr;
  Chance& chance;
  const Palette& palette;
  double top;
};

// Mostly the first colour, sometimes the second.
Colour pick(Frame& frame) {
  return frame.chance.below(3) == 2 ? frame.palette.second : frame.palette.figure;
}

// Edge of a cell on whole pixels: two neighbours of one colour must not show a seam.
double snapped(double units) {
  constexpr double kPixels = kCoverPixelWidth / kWidth;
  return std::round(units * kPixels) / kPixels;
}

// Makes a cell of the grid the square from -1 to 1, turned by quarters.
void enter_cell(cairo_t* cr, double left, double top, double side, unsigned turn) {
  const double x0 = snapped(left), x1 = snapped(left + side);
  const double y0 = snapped(top), y1 = snapped(top + side);
  cairo_translate(cr, (x0 + x1) / 2, (y0 + y1) / 2);
  cairo_scale(cr, (x1 - x0) / 2, (y1 - y0) / 2);
  cairo_rotate(cr, turn * kPi / 2);
}

// Quarter discs on a grid over the whole width, each turned at random.
void quarter_discs(Frame& frame) {
  constexpr double kSide = 100;
  const int rows = static_cast<int>((kFoot - frame.top) / kSide);
  const double first = kFoot - rows * kSide;
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < 6; ++column) {
      const bool here = frame.chance.between(0, 1) < 0.84;
      const unsigned turn = frame.chance.below(4);
      const Colour colour = pick(frame);
      if (!here) continue;
      cairo_save(frame.cr);
      enter_cell(frame.cr, column * kSide, first + row * kSide, kSide, turn);
      set_colour(frame.cr, colour);
      cairo_move_to(frame.cr, -1, -1);
      cairo_arc(frame.cr, -1, -1, 2, 0, kPi / 2);
      cairo_close_path(frame.cr);
      cairo_fill(frame.cr);
      cairo_restore(frame.cr);
    }
  }
}

// A sea that comes closer: longer waves and heavier strokes towards the foot.
void waves(Frame& frame) {
  constexpr int kLines = 15;
  const double pace = frame.chance.between(0.7, 1.3);
  const double phase = frame.chance.between(0, 6);
  const unsigned accent = 2 + frame.chance.below(3);
  const double step = (kFoot - frame.top - 24) / kLines;
  for (int i = 0; i < kLines; ++i) {
    const double y = frame.top + 22 + i * step;
    const double swell = 5 + i * 1.9;
    set_colour(frame.cr, static_cast<unsigned>(i) % 5 == accent ? frame.palette.second
                                                                : frame.palette.figure);
    cairo_set_line_width(frame.cr, 2.4 + i * 0.62);
    for (int dot = -2; dot * 6 <= kWidth + 12; ++dot) {
      const double x = dot * 6;
      const double height = y + std::sin(x / 64 * pace + y / 46 + phase) * swell;
      cairo_line_to(frame.cr, x, height);
    }
    cairo_stroke(frame.cr);
  }
}

// Rings of a tree, or of a stone in water.
void rings(Frame& frame) {
  constexpr std::array<double, 4> kCentres = {300, 432, 168, 555};
  const double x = kCentres[frame.chance.below(4)];
  const double y = frame.top + frame.chance.between(0.5, 0.68) * (kFoot - frame.top);
  const unsigned accent = frame.chance.below(5);
  for (int i = 0; i < 26; ++i) {
    set_colour(frame.cr, static_cast<unsigned>(i) % 5 == accent ? frame.palette.second
                                                                : frame.palette.figure);
    cairo_set_line_width(frame.cr, i % 2 == 1 ? 11 : 5);
    cairo_arc(frame.cr, x, y, 14 + i * 26, 0, 2 * kPi);
    cairo_stroke(frame.cr);
  }
}

// A shelf seen from the front; one book leans.
void shelf(Frame& frame) {
  constexpr double kTilt = 0.13;
  constexpr std::array<double, 5> kThick = {18, 24, 30, 38, 46};
  const double board = kFoot - 26;
  const double tallest = board - frame.top - 18;
  const int leaning = 5 + static_cast<int>(frame.chance.below(6));
  double x = kMargin;
  for (int i = 0; x < kWidth - kMargin; ++i) {
    double thick = kThick[frame.chance.below(5)];
    const double tall = tallest * frame.chance.between(0.56, 1);
    const Colour colour = pick(frame);
    const double band = frame.chance.between(0.08, 0.3);
    if (x + thick > kWidth - kMargin) thick = kWidth - kMargin - x;
    if (thick < 10) break;
    cairo_save(frame.cr);
    const bool leans = i == leaning && x + thick + 90 < kWidth - kMargin;
    if (leans) {
      cairo_translate(frame.cr, x, board - thick * std::sin(kTilt));
      cairo_rotate(frame.cr, kTilt);
      cairo_translate(frame.cr, -x, -board);
    }
    const double body = leans ? tall * 0.72 : tall;
    fill_rectangle(frame.cr, x, board - body, thick, body, colour);
    fill_rectangle(frame.cr, x, board - body * (1 - band), thick, 4, frame.palette.ground, 0.55);
    fill_rectangle(frame.cr, x, board - body * (1 - band) + 9, thick, 2, frame.palette.ground,
                   0.55);
    cairo_restore(frame.cr);
    x += thick + (frame.chance.below(5) == 0 ? 9 : 4);
    if (leans) x += std::sin(kTilt) * body;
  }
  fill_rectangle(frame.cr, kMargin, board + 2, kWidth - 2 * kMargin, 5, frame.palette.figure);
}

// Toy blocks within the margins of the type.
void blocks(Frame& frame) {
  constexpr double kSide = (kWidth - 2 * kMargin) / 6;
  const int rows = static_cast<int>((kFoot - 20 - frame.top) / kSide);
  const double first = kFoot - 20 - rows * kSide;
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < 6; ++column) {
      const double kind = frame.chance.between(0, 1);
      const unsigned turn = frame.chance.below(4);
      const Colour colour = pick(frame);
      cairo_save(frame.cr);
      enter_cell(frame.cr, kMargin + column * kSide, first + row * kSide, kSide, turn);
      set_colour(frame.cr, colour);
      if (kind < 0.28) {
        cairo_rectangle(frame.cr, -1, -1, 2, 2);
      } else if (kind < 0.56) {
        cairo_move_to(frame.cr, -1, 1);
        cairo_line_to(frame.cr, 1, 1);
        cairo_line_to(frame.cr, 1, -1);
      } else if (kind < 0.7) {
        set_colour(frame.cr, frame.palette.second);
        cairo_arc(frame.cr, 0, 0, 0.74, 0, 2 * kPi);
      } else if (kind < 0.82) {
        cairo_arc(frame.cr, 0, 1, 1, kPi, 2 * kPi);
      }
      cairo_fill(frame.cr);
      cairo_restore(frame.cr);
    }
  }
}

// A moon over three ranges of hills.
void moon(Frame& frame) {
  constexpr std::array<double, 4> kPlaces = {176, 300, 424, 468};
  const double height = kFoot - frame.top;
  const double radius = frame.chance.below(2) == 0 ? height * 0.25 : height * 0.31;
  set_colour(frame.cr, frame.palette.second);
  cairo_arc(frame.cr, kPlaces[frame.chance.below(4)], frame.top + radius + height * 0.08, radius, 0,
            2 * kPi);
  cairo_fill(frame.cr);
  struct Range {
    double level, length, alpha;
  };
  constexpr std::array<Range, 3> kRanges = {{{0.62, 95, 0.5}, {0.74, 70, 0.78}, {0.88, 120, 1}}};
  for (const Range& range : kRanges) {
    const double phase = frame.chance.between(0, 6);
    set_colour(frame.cr, frame.palette.figure, range.alpha);
    cairo_move_to(frame.cr, 0, kFoot);
    for (int dot = 0; dot * 6 <= kWidth; ++dot) {
      const double x = dot * 6;
      const double crest = std::sin(x / range.length + phase) * 34 +
                           std::sin(x / range.length * 2.3 + phase * 2) * 7;
      cairo_line_to(frame.cr, x, frame.top + height * range.level + crest);
    }
    cairo_line_to(frame.cr, kWidth, kFoot);
    cairo_close_path(frame.cr);
    cairo_fill(frame.cr);
  }
}

constexpr std::array<void (*)(Frame&), kCompositionCount> kCompositions = {
    quarter_discs, waves, rings, shelf, blocks, moon};

}  // namespace

void draw_composition(cairo_t* cr, std::size_t which, Chance& chance, const Palette& palette,
                      double top) {
  Frame frame{cr, chance, palette, top};
  cairo_save(cr);
  cairo_rectangle(cr, 0, top, kWidth, kFoot - top);
  cairo_clip(cr);
  kCompositions[which % kCompositionCount](frame);
  cairo_restore(cr);
}

}  // namespace aan::worker::draw
