#include <algorithm>
#include <array>
#include <tuple>

#include "formats/read/csv_text.hpp"
#include "formats/read/header_line.hpp"

namespace maillage {
namespace {

class CellSplitter {
 public:
  CellSplitter(std::string_view text, char separator, SplitReport& report)
      : text_(text), separator_(separator), report_(report) {
    ends_[static_cast<unsigned char>(separator)] = true;
    ends_[static_cast<unsigned char>('\n')] = true;
    ends_[static_cast<unsigned char>('\r')] = true;
  }

  Grid run() {
    grid_.reserve(text_.size() / 6, text_.size());
    while (at_ < text_.size()) read_row();
    const char last = text_.empty() ? '\n' : text_.back();
    if (last != '\n' && last != '\r') grid_.end = Grid::End::abrupt;
    return std::move(grid_);
  }

 private:
  void read_row() {
    const std::int64_t line = line_;
    for (;;) {
      read_cell();
      if (at_ >= text_.size()) break;
      const char end = text_[at_++];
      if (end == separator_) {
        if (at_ < text_.size()) continue;
        grid_.add_cell({});
        break;
      }
      if (end == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
      ++line_;
      break;
    }
    grid_.end_row(line);
  }

  void read_cell() {
    if (at_ < text_.size() && text_[at_] == '"') return read_quoted();
    const std::size_t begin = at_;
    skip_plain();
    grid_.add_cell(text_.substr(begin, at_ - begin));
  }

  void skip_plain() {
    while (at_ < text_.size() && !ends_[static_cast<unsigned char>(text_[at_])]) ++at_;
  }

  void read_quoted() {
    ++report_.quoted;
    const std::int64_t opened = line_;
    cell_.clear();
    ++at_;
    for (;;) {
      const std::size_t quote = text_.find('"', at_);
      const std::string_view piece = text_.substr(at_, quote == std::string_view::npos ? quote : quote - at_);
      count_lines(piece);
      cell_ += piece;
      if (quote == std::string_view::npos) {
        report_.open_quote = opened;
        at_ = text_.size();
        break;
      }
      at_ = quote + 1;
      if (at_ < text_.size() && text_[at_] == '"') {
        cell_ += '"';
        ++at_;
        continue;
      }
      break;
    }
    const std::size_t begin = at_;
    skip_plain();
    const std::string_view stray = text_.substr(begin, at_ - begin);
    if (stray.find_first_not_of(' ') != std::string_view::npos) {
      if (report_.stray_quotes++ == 0) report_.first_stray = opened;
      cell_ += stray;
    }
    grid_.add_cell(cell_);
  }

  void count_lines(std::string_view piece) {
    for (std::size_t i = 0; i < piece.size(); ++i) {
      const bool lone_return = piece[i] == '\r' && (i + 1 == piece.size() || piece[i + 1] != '\n');
      if (piece[i] == '\n' || lone_return) ++line_;
    }
  }

  std::string_view text_;
  char separator_;
  SplitReport& report_;
  std::array<bool, 256> ends_{};
  std::size_t at_ = 0;
  std::int64_t line_ = 1;
  std::string cell_;
  Grid grid_;
};

// Known names first; then how many of the lines agree on a width of two or more; then that width.
using Merit = std::tuple<std::size_t, std::size_t, std::size_t>;

Merit merit_of(std::string_view sample, char separator) {
  SplitReport ignored;
  const Grid grid = split_cells(sample, separator, ignored);
  const std::size_t rows = std::min<std::size_t>(grid.rows(), 50);
  std::size_t known = 0;
  for (std::size_t row = 0; row < rows; ++row) known = std::max(known, known_names(grid, row));
  const std::size_t width = usual_width(grid);
  if (width < 2) return {known, 0, 0};
  std::size_t agreeing = 0;
  for (std::size_t row = 0; row < rows; ++row) agreeing += filled_width(grid, row) == width ? 1U : 0U;
  return {known, agreeing, width};
}

}  // namespace

Grid split_cells(std::string_view text, char separator, SplitReport& report) {
  return CellSplitter(text, separator, report).run();
}

char find_separator(std::string_view text) {
  constexpr std::size_t sample_bytes = 65536;
  std::string_view sample = text.substr(0, sample_bytes);
  if (sample.size() < text.size()) {
    const std::size_t end = sample.find_last_of("\r\n");
    if (end != std::string_view::npos) sample = sample.substr(0, end);
  }
  char best = ';';
  Merit highest = merit_of(sample, best);
  for (const char separator : {',', '\t', '|'}) {
    const Merit merit = merit_of(sample, separator);
    if (merit > highest) {
      best = separator;
      highest = merit;
    }
  }
  // R puts blanks between cells, and texts in quotes.
  const bool nothing_separates = std::get<1>(highest) == 0;
  return nothing_separates && sample.starts_with('"') && std::get<1>(merit_of(sample, ' ')) > 0 ? ' ' : best;
}

}  // namespace maillage
