"""Text without a pattern, the same every time."""


def noise(size):
    """Words of eight letters that do not pack: no ratio gives them away."""
    state, letters = 12345, []
    for _ in range(size // 8 + 1):
        state = (state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        letters.append(f"{state >> 36:07x} ")
    return "".join(letters)[:size]
