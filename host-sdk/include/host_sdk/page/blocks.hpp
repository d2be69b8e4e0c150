// The blocks of a page. They are plain values that the plugin fills in; the host owns them once the call has
// returned. All text is plain UTF-8: the host escapes it. Limits that the host enforces, for each page: 100
// blocks and 256 KiB of texts (400 blocks and 1 MiB with `PageRequest::whole`); for each block: 50 options
// and 200 rows; labels have at most 80 characters, texts 2,000.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "host_sdk/monitor.hpp"
#include "host_sdk/page/action.hpp"
#include "host_sdk/page/values.hpp"

namespace host_sdk::page {

struct Block;

/// A card or, if `collapsed` is set, a disclosure; the value is its initial state.
struct Section {
  std::string title;
  std::vector<Block> blocks;
  std::vector<Action> actions;
  std::optional<bool> collapsed;
  /// A short line below the title.
  std::string hint;
};

/// A paragraph, followed by links.
struct Text {
  std::string text;
  std::vector<LinkValue> links;
};

/// An alert. Screen readers announce the tones `warning` and `danger` at once.
struct Notice {
  Tone tone = Tone::info;
  std::string title;
  std::string text;
  std::vector<Action> actions;
};

/// The placeholder for content that does not exist yet, with the action that creates it.
struct Empty {
  std::string icon;
  std::string title;
  std::string text;
  std::vector<Action> actions;
  std::string footnote;
};

/// A label with its value: "Domain: example.com".
struct Fact {
  std::string label;
  Value value;
  std::string hint;
  std::string icon;
  Tone tone = Tone::neutral;
  /// Shows a button that copies the value; for text that has to be entered elsewhere.
  bool copyable = false;
};

enum class FactStyle : std::uint8_t { list = 0, tiles = 1 };

/// Facts as a list of terms, or as tiles with large values.
struct Facts {
  std::string title;
  FactStyle style = FactStyle::list;
  std::vector<Fact> items;
};

/// Numbered steps that a person has to take.
struct Step {
  std::string title;
  std::vector<Block> blocks;
};
struct Steps {
  std::vector<Step> items;
};

/// One part of what a page shows: "12 failed".
struct FilterChip {
  std::string label;
  std::int64_t count = 0;
  Tone tone = Tone::neutral;
  /// Where only this part is shown.
  PageAddress to;
  bool selected = false;
};
/// A row of links that each reduce what the page shows.
struct FilterChips {
  /// For screen readers: "Show".
  std::string label;
  std::vector<FilterChip> items;
};

/// The progress of running work.
struct ProgressBar {
  std::string title;
  /// The current step: "Step 2 of 3: applying changes".
  std::string step;
  /// 0 to `total`, in `unit`.
  std::int64_t done = 0;
  /// nullopt while unknown; the bar is then indeterminate.
  std::optional<std::int64_t> total;
  /// A plural noun: "people".
  std::string unit;
  std::vector<NamedCount> counts;
  Timestamp started;
  std::string note;
  std::vector<Action> actions;
};

enum class Align : std::uint8_t { start = 0, end = 1 };

enum class SortOrder : std::uint8_t { none = 0, ascending = 1, descending = 2 };

struct Column {
  /// Unique in the table; empty for none.
  std::string id;
  std::string label;
  Align align = Align::start;
  /// How the rows are sorted by this column now.
  SortOrder sorted = SortOrder::none;
  /// Where they are sorted by it, or the other way round; nullopt if they cannot be.
  std::optional<PageAddress> sort{};
};

struct Row {
  /// Unique in the table; empty for none.
  std::string id;
  /// One value for each column.
  std::vector<Value> cells;
  std::optional<Action> action;
};

/// A table with one page of rows. The host requests the next page with `PageRequest::cursors[block id]`.
struct Table {
  std::string title;
  std::vector<Column> columns;
  std::vector<Row> rows;
  /// Shown if there are no rows.
  std::string empty_text;
  /// The number of rows on all pages; nullopt if unknown.
  std::optional<std::int64_t> total;
  /// The cursor of the next page; empty on the last one.
  std::string next;
  /// Buttons below the rows.
  std::vector<Action> actions;
  /// The name of the file in which the host offers all pages for download: characters of a-z, 0-9, '-',
  /// without extension. Empty for no download.
  std::string export_name;
};

/// A form around its blocks. The host posts `revision` with it; the plugin answers `stale` if a newer
/// revision was saved meanwhile.
struct Form {
  std::vector<Block> blocks;
  std::vector<Action> actions;
  std::string note;
  std::int64_t revision = 0;
};

enum class ChoiceStyle : std::uint8_t { cards = 0, compact = 1, select = 2 };

struct ChoiceOption {
  /// Unique in the choice; without ',' in a choice of several.
  std::string id;
  std::string label;
  std::string hint;
  std::string icon;
  /// Why it cannot be chosen now; empty if it can.
  std::string disabled;
  /// Visible only while the option is chosen.
  std::vector<Block> blocks;
};

struct Choice {
  std::string label;
  std::string hint;
  ChoiceStyle style = ChoiceStyle::cards;
  bool multiple = false;
  /// The ids of the chosen options; at most one unless `multiple` is set.
  std::vector<std::string> value;
  std::vector<ChoiceOption> options;
};

enum class PickerShape : std::uint8_t { list = 0, tree = 1 };
/// What a choice in a tree covers: the chosen node alone, or the subtree below it as well.
enum class PickerSelect : std::uint8_t { node = 0, subtree = 1 };

struct SelectedOption {
  /// Without ',' in a picker of several.
  std::string id;
  std::string label;
  /// True if the option no longer exists: shown as a red chip that can be removed.
  bool gone = false;
};

/// Chips, a search box, and a list or tree that `SettingsPage::options` provides. Posts the chosen ids,
/// separated by commas.
struct Picker {
  std::string label;
  std::string hint;
  PickerShape shape = PickerShape::list;
  bool multiple = true;
  PickerSelect select = PickerSelect::node;
  bool searchable = true;
  /// The chosen options; at most one unless `multiple` is set.
  std::vector<SelectedOption> value;
  /// The label for creating a new option; empty if that is not possible. A new option posts `new:NAME`.
  std::string create;
  /// A line that sums the selection up; empty for none.
  std::string summary;
};

enum class InputType : std::uint8_t { text = 0, email = 1, secret = 2 };

/// A text field. A secret is write-only: `value` stays empty, and `saved` shows that one is stored.
struct Input {
  std::string label;
  std::string hint;
  InputType type = InputType::text;
  /// At most `max` characters, on one line unless `multiline` is set.
  std::string value;
  bool saved = false;
  /// The maximum length, in characters; at least 1.
  int max = 256;
  /// Shown as a text area.
  bool multiline = false;
  /// The extensions of text files that can be chosen instead of pasting their content: ".json,.yaml". Empty
  /// for none.
  std::string accepted_files{};
};

/// An integer from `min` to `max`, both included.
struct Number {
  std::string label;
  std::string hint;
  /// Text right before and after the number: "%".
  std::string prefix;
  std::string suffix;
  std::int64_t min = 0;
  std::int64_t max = 0;
  std::int64_t value = 0;
  /// The label, the number and the suffix read as a sentence, which the next such number continues.
  bool in_sentence = false;
};

/// A switch.
struct Toggle {
  std::string label;
  std::string hint;
  bool value = false;
};

/// Buttons in a row.
struct Actions {
  std::vector<Action> items;
};

using BlockKind = std::variant<Section, Text, Notice, Empty, Facts, ProgressBar, Table, Form, Choice, Picker,
                               Input, Number, Toggle, Actions, Steps, FilterChips>;

/// A block with its id. For fields (choice, picker, input, number, toggle) the id is the name of the posted
/// value: a toggle posts `true` or `false`, a choice the ids of the chosen options, separated by commas, and
/// a number its digits.
struct Block {
  /// Unique in the page and the same at every rendering; 1 to 64 characters of a-z, 0-9, '_'. That of a field
  /// does not start with '_', and is neither `value` nor `confirmation`: hosts use these names themselves.
  std::string id;
  BlockKind kind;
  /// Text for hosts that do not support the kind.
  std::string fallback;
};

}  // namespace host_sdk::page
