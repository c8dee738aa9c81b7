/** Numbers in memory that is kept from account to account; an array's would be collected. */
export class Stack {
  items = new Int32Array(1_024);
  size = 0;

  push(item: number): void {
    if (this.size === this.items.length) {
      const larger = new Int32Array(2 * this.size);
      larger.set(this.items);
      this.items = larger;
    }
    this.items[this.size++] = item;
  }
}
