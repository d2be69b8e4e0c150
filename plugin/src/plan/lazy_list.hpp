// A list that makes its entries when they are read.
#pragma once

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace gup::plan {

/// A constant list for many large entries that follow from something small. Each read makes the entry again
/// and returns it by value. Copies share their data.
template <typename Entry>
class LazyList {
 public:
  class Iterator {
   public:
    using value_type = Entry;
    using difference_type = std::ptrdiff_t;
    using iterator_concept = std::input_iterator_tag;

    Iterator() = default;
    Iterator(const LazyList* list, std::size_t at) : list_(list), at_(at) {}
    Entry operator*() const { return (*list_)[at_]; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    Iterator operator++(int) {
      const Iterator before = *this;
      ++at_;
      return before;
    }
    bool operator==(const Iterator& other) const { return at_ == other.at_; }

   private:
    const LazyList* list_ = nullptr;
    std::size_t at_ = 0;
  };

  LazyList() = default;
  /// `make(index)` makes an entry. It is called as long as the list or a copy of it exists.
  LazyList(std::size_t size, std::function<Entry(std::size_t)> make) : size_(size), make_(std::move(make)) {}
  /// Entries that exist already.
  LazyList(std::vector<Entry> entries) : size_(entries.size()) {
    make_ = [kept = std::make_shared<const std::vector<Entry>>(std::move(entries))](std::size_t at) {
      return (*kept)[at];
    };
  }
  LazyList(std::initializer_list<Entry> entries) : LazyList(std::vector<Entry>(entries)) {}

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] Entry operator[](std::size_t at) const { return make_(at); }
  [[nodiscard]] Iterator begin() const { return {this, 0}; }
  [[nodiscard]] Iterator end() const { return {this, size_}; }

 private:
  std::size_t size_ = 0;
  std::function<Entry(std::size_t)> make_;
};

}  // namespace gup::plan
