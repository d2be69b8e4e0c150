#include "figures.hpp"

#include <algorithm>
#include <cstdio>

namespace gup::benchmark {
namespace {

std::string two_decimals(double number) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", number);
  return text;
}

}  // namespace

double median(Figures figures) {
  if (figures.empty()) return 0;
  std::ranges::sort(figures);
  const std::size_t middle = figures.size() / 2;
  return figures.size() % 2 == 1 ? figures[middle] : (figures[middle - 1] + figures[middle]) / 2;
}

std::string shown(const Figures& figures) {
  if (figures.empty()) return "";
  const auto [least, greatest] = std::ranges::minmax(figures);
  return two_decimals(median(figures)) + " (" + two_decimals(least) + "–" + two_decimals(greatest) + ")";
}

Figures in_relation(const Figures& figures, const Figures& to) {
  Figures relations;
  for (std::size_t round = 0; round < figures.size(); ++round)
    relations.push_back(figures[round] / to[round]);
  return relations;
}

std::string table_line(const std::vector<std::string>& cells) {
  std::string line = "|";
  for (const auto& cell : cells) line += " " + cell + " |";
  return line + "\n";
}

std::string table_head(const std::vector<std::string>& cells) {
  std::string rule = "|";
  for (std::size_t i = 0; i < cells.size(); ++i) rule += "---|";
  return table_line(cells) + rule + "\n";
}

}  // namespace gup::benchmark
