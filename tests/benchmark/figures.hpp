// Numbers of several rounds, and the table that shows them.
#pragma once

#include <string>
#include <vector>

namespace gup::benchmark {

/// One number a round, in the order of the rounds.
using Figures = std::vector<double>;

[[nodiscard]] double median(Figures figures);

/// "1.23 (1.10–1.42)": median, least and greatest.
[[nodiscard]] std::string shown(const Figures& figures);

/// Each figure in relation to the other of the same round.
[[nodiscard]] Figures in_relation(const Figures& figures, const Figures& to);

/// A line of a Markdown table.
[[nodiscard]] std::string table_line(const std::vector<std::string>& cells);
[[nodiscard]] std::string table_head(const std::vector<std::string>& cells);

}  // namespace gup::benchmark
